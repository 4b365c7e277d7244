#include "engine/eval/significance.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "engine/eval/metrics.hpp"
#include "engine/eval/random.hpp"

namespace kizuki {
namespace {

std::vector<double> uniform_scores(std::size_t count, std::uint64_t seed) {
  SplitMix64 random(seed);
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i) {
    values.push_back(static_cast<double>(random.below(1'001)) / 1'000);
  }
  return values;
}

std::vector<double> shifted(std::vector<double> values, double by) {
  for (double& value : values) value += by;
  return values;
}

// Every sign pattern instead of drawn ones.
double exact_p(const std::vector<double>& left, const std::vector<double>& right) {
  const std::size_t patterns = std::size_t{1} << left.size();
  double seen = 0;
  for (std::size_t i = 0; i < left.size(); ++i) seen += left[i] - right[i];
  std::size_t extreme = 0;
  for (std::size_t pattern = 0; pattern < patterns; ++pattern) {
    double sum = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
      sum += ((pattern >> i) & 1U) != 0 ? left[i] - right[i] : right[i] - left[i];
    }
    if (std::abs(sum) >= std::abs(seen) - 1e-9) ++extreme;
  }
  return static_cast<double>(extreme) / static_cast<double>(patterns);
}

TEST(Bootstrap, IsAboutTheNormalIntervalForManyScores) {
  const std::vector<double> values = uniform_scores(2'000, 3);
  const Interval interval = bootstrap_interval(values);
  const double half = 1.96 * std::sqrt(1.0 / 12 / 2'000);
  EXPECT_NEAR(interval.low, mean(values) - half, half / 5);
  EXPECT_NEAR(interval.high, mean(values) + half, half / 5);
}

TEST(Bootstrap, CoversTheTrueMeanAboutAsOftenAsItSays) {
  int covered = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Interval interval = bootstrap_interval(uniform_scores(60, 1'000 + seed), 0.9, 500);
    covered += interval.low <= 0.5 && 0.5 <= interval.high;
  }
  EXPECT_NEAR(covered, 180, 14);
}

TEST(Bootstrap, IsTheSameForTheSameSeed) {
  const std::vector<double> values = uniform_scores(50, 9);
  const Interval one = bootstrap_interval(values, 0.95, 300, 1);
  const Interval two = bootstrap_interval(values, 0.95, 300, 1);
  const Interval other = bootstrap_interval(values, 0.95, 300, 2);
  EXPECT_EQ(one.low, two.low);
  EXPECT_EQ(one.high, two.high);
  EXPECT_NE(one.low, other.low);
}

TEST(Bootstrap, CollapsesForEqualScoresAndForNone) {
  const std::vector<double> values(20, 0.25);
  EXPECT_DOUBLE_EQ(bootstrap_interval(values).low, 0.25);
  EXPECT_DOUBLE_EQ(bootstrap_interval(values).high, 0.25);
  EXPECT_EQ(bootstrap_interval({}).high, 0);
}

TEST(PairedRandomization, AgreesWithAllSignPatterns) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const std::vector<double> left = uniform_scores(10, seed);
    const std::vector<double> right = uniform_scores(10, seed + 500);
    const double exact = exact_p(left, right);
    // Four and a half standard errors of 10,000 draws, and one for the outcome that is counted in.
    const double tolerance = 4.5 * std::sqrt(exact * (1 - exact) / 10'000) + 2e-4;
    EXPECT_NEAR(paired_randomization_p(left, right), exact, tolerance) << "seed " << seed;
  }
}

TEST(PairedRandomization, IsOneWithoutADifference) {
  const std::vector<double> values = uniform_scores(40, 4);
  EXPECT_EQ(paired_randomization_p(values, values), 1);
  EXPECT_EQ(paired_randomization_p({}, {}), 1);
}

TEST(PairedRandomization, CountsEqualSumsInSpiteOfRounding) {
  // Each pattern of two equal differences reaches the seen sum in half of the cases.
  const std::vector<double> left = {0.1, 0.3};
  const std::vector<double> right = {0.0, 0.2};
  EXPECT_NEAR(paired_randomization_p(left, right), 0.5, 0.02);
}

TEST(PairedRandomization, IsSmallForASteadyDifferenceAndNeverZero) {
  const std::vector<double> values = uniform_scores(100, 8);
  EXPECT_DOUBLE_EQ(paired_randomization_p(shifted(values, 0.01), values), 1.0 / 10'001);
}

TEST(PairedRandomization, DoesNotDependOnWhichSideIsFirst) {
  const std::vector<double> left = uniform_scores(70, 10);
  const std::vector<double> right = uniform_scores(70, 11);
  EXPECT_EQ(paired_randomization_p(left, right), paired_randomization_p(right, left));
}

}  // namespace
}  // namespace kizuki
