#include "engine/essence/stratification.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/essence/distinctiveness.hpp"

namespace kizuki::test {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Adds `all` cases of an organisation, the first `told` of which tell the item.
void add_cases(KnowHowResult& result, const std::string& organization, const std::string& scale,
               std::uint32_t told, std::uint32_t all) {
  if (result.items.empty()) result.items.emplace_back().id = "K";
  for (std::uint32_t i = 0; i < all; ++i) {
    EssenceCase one;
    one.organization = organization;
    one.facets = {{"scale", scale}};
    const auto number = static_cast<std::uint32_t>(result.cases.size());
    result.cases.push_back(std::move(one));
    result.original.push_back(number);
    ++result.counted_cases;
    if (i >= told) continue;
    KnowHowEvidence evidence;
    evidence.case_number = number;
    result.items.front().evidence.push_back(evidence);
  }
}

TEST(MantelHaenszel, IsTheRatioOfTheStrataTogether) {
  // (10*100/150 + 4*20/60) / (10*50/150 + 1*40/60) = 8 / 4.
  EXPECT_NEAR(*mantel_haenszel_log_ratio({{10, 50, 10, 100}, {4, 40, 1, 20}}), 1, 1e-12);
  EXPECT_NEAR(*mantel_haenszel_log_ratio({{10, 100, 20, 100}}), -1, 1e-12);
}

TEST(MantelHaenszel, AStratumOfOneSideSaysNothing) {
  EXPECT_FALSE(mantel_haenszel_log_ratio({{10, 50, 0, 0}, {0, 0, 3, 20}}).has_value());
  EXPECT_NEAR(*mantel_haenszel_log_ratio({{10, 100, 20, 100}, {50, 50, 0, 0}}), -1, 1e-12);
  EXPECT_EQ(*mantel_haenszel_log_ratio({{5, 10, 0, 10}}), kInfinity);
  EXPECT_EQ(*mantel_haenszel_log_ratio({{0, 10, 5, 10}}), -kInfinity);
}

TEST(StratifiedCheck, MarksWhatVanishesWithinStrata) {
  // Both offices tell it as often in small companies as in others: 80 % and 10 %. One office has
  // nearly all of the small ones.
  const std::vector<StratumCounts> paradox = {{64, 80, 16, 20}, {2, 20, 8, 80}};
  const auto checked = check_strata("organization", paradox);
  EXPECT_EQ(checked.check, StratifiedCheck::kVanishes);
  EXPECT_NEAR(*checked.log_ratio, 0, 1e-12);
  EXPECT_EQ(checked.by, "organization");
}

TEST(StratifiedCheck, ADifferenceWithinEachStratumHolds) {
  EXPECT_EQ(check_strata("x", {{40, 80, 5, 20}, {10, 20, 20, 80}}).check, StratifiedCheck::kHolds);
  EXPECT_EQ(check_strata("x", {{5, 40, 20, 40}, {5, 40, 20, 40}}).check, StratifiedCheck::kHolds);
  EXPECT_EQ(check_strata("x", {{10, 20, 0, 20}}).check, StratifiedCheck::kHolds);
}

TEST(StratifiedCheck, FewCasesBesideOthersSayNothing) {
  EXPECT_EQ(check_strata("x", {{30, 60, 0, 0}, {0, 0, 3, 60}}).check, StratifiedCheck::kUntestable);
  EXPECT_EQ(check_strata("x", {{5, 9, 1, 60}}).check, StratifiedCheck::kUntestable);
  EXPECT_EQ(check_strata("x", {{1, 30, 1, 60}}).check, StratifiedCheck::kUntestable);
}

TEST(StratifiedCheck, AnOfficesHabitIsNoPropertyOfItsCompanies) {
  KnowHowResult result;
  add_cases(result, "甲会", "small", 64, 80);
  add_cases(result, "甲会", "medium", 16, 20);
  add_cases(result, "乙会", "small", 2, 20);
  add_cases(result, "乙会", "medium", 8, 80);
  const auto found = contrast_facet(result, "scale");
  ASSERT_EQ(found.size(), 2U);
  for (const FacetContrast& contrast : found) {
    EXPECT_EQ(vanishing_strata(contrast), std::vector<std::string>{"organization"});
    for (const StratifiedRatio& ratio : contrast.strata) EXPECT_NE(ratio.by, "scale");
  }
}

TEST(StratifiedCheck, TheSameWithinEachOfficeIsNotMarked) {
  KnowHowResult result;
  for (const char* office : {"甲会", "乙会"}) {
    add_cases(result, office, "small", 30, 50);
    add_cases(result, office, "medium", 6, 50);
  }
  const auto found = contrast_facet(result, "scale");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_TRUE(vanishing_strata(found.front()).empty());
  EXPECT_EQ(found.front().strata.front().check, StratifiedCheck::kHolds);
  EXPECT_EQ(stratified_check_code(found.front().strata.front().check), "holds");
}

}  // namespace
}  // namespace kizuki::test
