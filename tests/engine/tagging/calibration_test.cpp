#include "engine/tagging/calibration.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

// Probabilities that claim twice the log odds that are true.
std::vector<Outcome> overconfident() {
  std::vector<Outcome> out;
  for (int step = 1; step < 20; ++step) {
    const float truth = static_cast<float>(step) / 20.0F;
    const float odds = 2.0F * std::log(truth / (1 - truth));
    const float claimed = 1.0F / (1.0F + std::exp(-odds));
    for (int i = 0; i < 100; ++i) out.push_back({claimed, i < step * 5});
  }
  return out;
}

TEST(Calibration, UndoesOverconfidence) {
  auto outcomes = overconfident();
  const double before = expected_calibration_error(outcomes);
  const Calibration calibration = Calibration::fit(outcomes);
  EXPECT_NEAR(calibration.slope, 0.5F, 0.02F);
  EXPECT_NEAR(calibration.offset, 0.0F, 0.02F);
  for (Outcome& outcome : outcomes) outcome.probability = calibration.apply(outcome.probability);
  EXPECT_GT(before, 0.05);
  EXPECT_LT(expected_calibration_error(outcomes), 0.01);
}

TEST(Calibration, IsTheIdentityWithoutEnoughOutcomes) {
  const std::vector<Outcome> few(5, {0.3F, true});
  const Calibration calibration = Calibration::fit(few);
  EXPECT_FLOAT_EQ(calibration.slope, 1.0F);
  EXPECT_FLOAT_EQ(calibration.offset, 0.0F);
  EXPECT_NEAR(calibration.apply(0.3F), 0.3F, 1e-5F);
  EXPECT_FLOAT_EQ(Calibration::fit(std::vector<Outcome>(50, {0.5F, true})).slope, 1.0F);
}

TEST(Calibration, KeepsExtremesFinite) {
  const Calibration calibration = Calibration::fit(overconfident());
  EXPECT_GT(calibration.apply(0.0F), 0.0F);
  EXPECT_LT(calibration.apply(1.0F), 1.0F);
}

TEST(ExpectedF1Threshold, MatchesTheBruteForce) {
  const std::vector<float> p = {0.9F, 0.8F, 0.55F, 0.4F, 0.3F, 0.2F, 0.1F, 0.05F};
  double sum = 0;
  for (const float value : p) sum += static_cast<double>(value);
  double best = 0;
  float expected = 0;
  for (const float threshold : p) {
    double taken = 0;
    int count = 0;
    for (const float value : p) {
      if (value < threshold) continue;
      taken += static_cast<double>(value);
      ++count;
    }
    const double f1 = 2 * taken / (count + sum);
    if (f1 > best) {
      best = f1;
      expected = threshold;
    }
  }
  EXPECT_FLOAT_EQ(best_expected_f1_threshold(p), expected);
}

TEST(ExpectedF1Threshold, StaysInItsRange) {
  EXPECT_FLOAT_EQ(best_expected_f1_threshold(std::vector<float>{0.99F, 0.98F}), 0.6F);
  EXPECT_FLOAT_EQ(best_expected_f1_threshold(std::vector<float>(10, 0.01F)), 0.05F);
  EXPECT_FLOAT_EQ(best_expected_f1_threshold({}), 0.6F);
}

TEST(ExpectedCalibrationError, IsTheWeightedGapOfBins) {
  // Bin of .2: mean .25 against a share of 1/2; bin of .9: .9 against 1.
  const std::vector<Outcome> outcomes = {{0.2F, false}, {0.29F, true}, {0.9F, true}, {1.0F, true}};
  EXPECT_NEAR(expected_calibration_error(outcomes), (std::abs(0.49 - 1) + 0.1) / 4, 1e-6);
  EXPECT_EQ(expected_calibration_error({}), 0.0);
}

}  // namespace
}  // namespace kizuki
