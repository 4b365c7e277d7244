#include "engine/tagging/issue_model.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

using Numbers = std::vector<std::size_t>;

TEST(ChooseIssues, TakesThoseOverTheirThresholdsMostProbableFirst) {
  const std::vector<float> thresholds = {0.3F, 0.3F, 0.7F, 0.3F, 0.3F};
  EXPECT_EQ(choose_issues({0.4F, 0.8F, 0.6F, 0.1F, 0.2F}, thresholds), (Numbers{1, 0}));
}

TEST(ChooseIssues, AtMostThreeAtLeastOneTiesByNumber) {
  const std::vector<float> thresholds(5, 0.3F);
  EXPECT_EQ(choose_issues(std::vector<float>(5, 0.9F), thresholds), (Numbers{0, 1, 2}));
  EXPECT_EQ(choose_issues({0.0F, 0.1F, 0.1F, 0.0F, 0.0F}, thresholds), (Numbers{1}));
  EXPECT_TRUE(choose_issues({}, {}).empty());
}

}  // namespace
}  // namespace kizuki
