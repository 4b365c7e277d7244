#include "engine/tagging/training/logistic_regression.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

std::vector<SparseVector> rows() {
  return {{{0, 1.0F}}, {{0, 1.0F}, {1, 0.5F}}, {{1, 1.0F}}, {{1, 1.0F}, {2, 1.0F}}};
}

TEST(LogisticRegression, SeparatesAndDoesNotMindWhichClassComesFirst) {
  const auto data = rows();
  const LogisticProblem problem(data, 3);
  const LinearModel model = problem.train({true, true, false, false}, {10, 1, 1e-4});
  EXPECT_GT(model.log_odds(data[0]), 0);
  EXPECT_LT(model.log_odds(data[3]), 0);
  const LinearModel turned = problem.train({false, false, true, true}, {10, 1, 1e-4});
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(model.weights[i], -turned.weights[i], 1e-3F);
  EXPECT_NEAR(model.bias, -turned.bias, 1e-3F);
}

// At the minimum of |w|²/2 + C Σ loss the gradient vanishes.
TEST(LogisticRegression, EndsAtTheMinimumOfItsLoss) {
  const auto data = rows();
  const std::vector<bool> positive = {true, true, false, false};
  constexpr double kCost = 3;
  const LinearModel model = LogisticProblem(data, 3).train(positive, {kCost, 1, 1e-8});
  for (std::uint32_t feature = 0; feature < 3; ++feature) {
    double gradient = static_cast<double>(model.weights[feature]);
    for (std::size_t i = 0; i < data.size(); ++i) {
      for (const GramFeature& f : data[i]) {
        if (f.index != feature) continue;
        const double p = 1 / (1 + std::exp(-static_cast<double>(model.log_odds(data[i]))));
        gradient += kCost * (p - (positive[i] ? 1.0 : 0.0)) * static_cast<double>(f.value);
      }
    }
    EXPECT_NEAR(gradient, 0, 1e-4);
  }
}

TEST(LogisticRegression, ARowThatCountsTwiceEqualsTwoRows) {
  const auto data = rows();
  auto doubled = data;
  doubled.push_back(data[1]);
  const std::vector<int> times = {1, 2, 1, 1};
  const LinearModel by_times =
      LogisticProblem(data, 3, times).train({true, true, false, false}, {5, 1, 1e-8});
  const LinearModel by_rows =
      LogisticProblem(doubled, 3).train({true, true, false, false, true}, {5, 1, 1e-8});
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(by_times.weights[i], by_rows.weights[i], 1e-4F);
}

TEST(LogisticRegression, OneClassGivesABiasAlone) {
  const auto data = rows();
  const LogisticProblem problem(data, 3);
  EXPECT_LT(problem.train({false, false, false, false}, {}).log_odds(data[0]), -3);
  EXPECT_GT(problem.train({true, true, true, true}, {}).log_odds(data[0]), 3);
}

}  // namespace
}  // namespace kizuki
