#include "engine/essence/trend.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizuki::test {
namespace {

using testing::ElementsAre;

/// Cases 0…all-1 of a year; item `number` is told by the first `told` of them.
struct Year {
  std::string date;
  std::uint32_t all;
  std::vector<std::uint32_t> told;  // by item
};

KnowHowResult result_of(const std::vector<Year>& years) {
  KnowHowResult result;
  for (std::size_t item = 0; item < years.front().told.size(); ++item) {
    result.items.emplace_back().id = "K" + std::to_string(item);
  }
  for (const Year& year : years) {
    for (std::uint32_t i = 0; i < year.all; ++i) {
      const auto number = static_cast<std::uint32_t>(result.cases.size());
      EssenceCase one;
      one.id = "d-" + std::to_string(1000 + number);
      one.organization = "甲会";
      one.date = year.date;
      result.cases.push_back(std::move(one));
      result.original.push_back(number);
      ++result.counted_cases;
      for (std::size_t item = 0; item < year.told.size(); ++item) {
        if (i >= year.told[item]) continue;
        KnowHowEvidence evidence;
        evidence.case_number = number;
        result.items[item].evidence.push_back(evidence);
      }
    }
  }
  return result;
}

TEST(Trend, TellsRisingFromFadingAndFromNothing) {
  const auto result = result_of({{"2022-05", 60, {4, 40, 20, 1}}, {"2024-04", 60, {40, 4, 22, 1}}});
  const TrendReport report = find_trends(result, sides_by_date(result, "2024"));
  EXPECT_EQ(report.before, 60U);
  EXPECT_EQ(report.since, 60U);
  EXPECT_EQ(report.left_out, 0U);
  std::vector<std::string> told;
  for (const FacetContrast& one : report.items) {
    told.push_back(one.item + " " + std::string(trend_kind_code(trend_kind(one))));
  }
  EXPECT_THAT(told, ElementsAre("K0 rising", "K1 fading", "K2 unclear", "K3 too_few"));
  EXPECT_EQ(report.items.front().inside, 40U);
  EXPECT_EQ(report.items.front().outside, 4U);
}

TEST(Trend, FewCasesOnOneSideSayNothing) {
  const auto result = result_of({{"2022", 60, {4}}, {"2024", 9, {9}}});
  const TrendReport report = find_trends(result, sides_by_date(result, "2024"));
  EXPECT_EQ(trend_kind(report.items.front()), TrendKind::kTooFew);
}

TEST(Trend, DatesOfAnyPrecisionAreCompared) {
  const auto result = result_of({{"2023-12-31", 1, {0}},
                                 {"2024", 1, {0}},
                                 {"2024-03-31", 1, {0}},
                                 {"2024-04", 1, {0}},
                                 {"2024-04-01", 1, {0}},
                                 {"", 1, {0}}});
  const auto sides = sides_by_date(result, "2024-04-01");
  EXPECT_THAT(sides, ElementsAre(CaseSide::kOutside, CaseSide::kInside, CaseSide::kOutside,
                                 CaseSide::kInside, CaseSide::kInside, CaseSide::kNone));
  EXPECT_EQ(find_trends(result, sides).left_out, 1U);
}

TEST(Trend, NewCasesAreThoseThatWereNotKnown) {
  auto result = result_of({{"2022", 4, {0}}});
  result.original[3] = 0;  // a copy
  result.counted_cases = 3;
  EXPECT_THAT(
      sides_by_known_cases(result, {"d-1001", "d-1003", "d-2000"}),
      ElementsAre(CaseSide::kInside, CaseSide::kOutside, CaseSide::kInside, CaseSide::kNone));
}

TEST(Trend, TakesYearsMonthsAndDays) {
  for (const char* date : {"2024", "2024-04", "2024-12-31"}) EXPECT_TRUE(is_trend_date(date));
  for (const char* date :
       {"", "24", "2024-", "2024-13", "2024-00", "2024-04-32", "2024/04", "昨年"}) {
    EXPECT_FALSE(is_trend_date(date)) << date;
  }
}

}  // namespace
}  // namespace kizuki::test
