#include "engine/corpus/scale.hpp"

#include <string_view>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

constexpr std::int64_t kMan = 10'000;  // 万円

struct Row {
  std::string_view industry;
  std::optional<std::int64_t> employees;
  std::optional<std::int64_t> capital_yen;
  Scale scale;
};

TEST(Scale, FollowsTheActAtItsBounds) {
  const Row rows[] = {
      // Manufacturing, construction, transport, others: 20 / 300 or 300 million yen.
      {"E", 0, {}, Scale::kSmall},
      {"E", 20, {}, Scale::kSmall},
      {"E", 20, 99'999 * kMan, Scale::kSmall},
      {"E", 21, {}, Scale::kMedium},
      {"D", 300, {}, Scale::kMedium},
      {"H", 301, 30'000 * kMan, Scale::kMedium},
      {"H", 301, 30'000 * kMan + 1, Scale::kLarge},
      {"E", 301, {}, Scale::kUnknown},
      {"A", 20, {}, Scale::kSmall},
      // Wholesale 5 / 100 or 100 million; retail 5 / 50 or 50 million.
      {"50", 5, {}, Scale::kSmall},
      {"5511", 6, {}, Scale::kMedium},
      {"52", 100, {}, Scale::kMedium},
      {"52", 101, 10'000 * kMan, Scale::kMedium},
      {"52", 101, 10'000 * kMan + 1, Scale::kLarge},
      {"56", 50, {}, Scale::kMedium},
      {"61", 51, 5'000 * kMan, Scale::kMedium},
      {"61", 51, 5'000 * kMan + 1, Scale::kLarge},
      {"76", 5, {}, Scale::kSmall},
      {"77", 6, {}, Scale::kMedium},
      // Services 5 / 100 or 50 million.
      {"L", 5, {}, Scale::kSmall},
      {"P", 6, {}, Scale::kMedium},
      {"R", 100, {}, Scale::kMedium},
      {"O", 101, 5'001 * kMan, Scale::kLarge},
      {"693", 6, {}, Scale::kMedium},
      {"694", 6, {}, Scale::kSmall},
      {"791", 20, {}, Scale::kSmall},
      {"79", 6, {}, Scale::kUnknown},
      {"792", 6, {}, Scale::kMedium},
      // Exceptions: rubber 900, software 300 and 300 million, inns 200; lodging, amusement 20.
      {"192", 900, {}, Scale::kMedium},
      {"1911", 301, {}, Scale::kUnknown},
      {"193", 500, {}, Scale::kUnknown},
      {"391", 300, {}, Scale::kMedium},
      {"391", 301, 30'001 * kMan, Scale::kLarge},
      {"391", 6, {}, Scale::kMedium},
      {"3911", 5, {}, Scale::kSmall},
      {"392", 200, {}, Scale::kUnknown},
      {"751", 200, {}, Scale::kMedium},
      {"752", 101, 5'001 * kMan, Scale::kLarge},
      {"75", 20, {}, Scale::kSmall},
      {"75", 21, {}, Scale::kMedium},
      {"80", 20, {}, Scale::kSmall},
  };
  for (const Row& row : rows) {
    const auto estimate = compute_scale(row.industry, row.employees, row.capital_yen);
    EXPECT_EQ(estimate.scale, row.scale)
        << row.industry << " " << *row.employees << " " << estimate.reason;
    EXPECT_FALSE(estimate.reason.empty());
  }
}

TEST(Scale, ACoarseIndustryIsAnsweredOnlyWhenAllItsGroupsAgree) {
  const Row rows[] = {
      {"I", 5, {}, Scale::kSmall},
      {"I", 6, {}, Scale::kMedium},
      {"I", 50, {}, Scale::kMedium},
      {"I", 80, {}, Scale::kUnknown},
      {"I", 80, 5'000 * kMan, Scale::kMedium},
      {"I", 80, 9'000 * kMan, Scale::kUnknown},
      {"I", 101, 20'000 * kMan, Scale::kLarge},
      {"M", 5, {}, Scale::kSmall},
      {"M", 15, {}, Scale::kUnknown},
      {"M", 30, {}, Scale::kMedium},
      {"K", 14, {}, Scale::kUnknown},
      {"N", 19, {}, Scale::kUnknown},
      {"G", 21, {}, Scale::kMedium},
      {"", 3, {}, Scale::kSmall},
      {"", 30, {}, Scale::kMedium},
      {"", 15, {}, Scale::kUnknown},
      {"製造業", 15, {}, Scale::kUnknown},
      {"T", 4, {}, Scale::kSmall},
      {"T", 10, {}, Scale::kUnknown},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(compute_scale(row.industry, row.employees, row.capital_yen).scale, row.scale)
        << row.industry << " " << *row.employees;
  }
}

TEST(Scale, IsUnknownWithoutEmployees) {
  EXPECT_EQ(compute_scale("E", std::nullopt, 1000 * kMan).scale, Scale::kUnknown);
  EXPECT_EQ(compute_scale("S", 3, std::nullopt).scale, Scale::kUnknown);
}

TEST(Scale, TheReasonTellsNumbersAndBounds) {
  struct Reason {
    Row row;
    std::string_view text;
  };
  const Reason reasons[] = {
      {{"58", 4, {}, Scale::kSmall},
       "従業員4人は小規模の上限（5人）以内（中小企業基本法、小売業・飲食店）"},
      {{"E", 28, {}, Scale::kMedium},
       "従業員28人は小規模の上限（20人）を超え、中小企業の上限（300人）以内（中小企業基本法、"
       "製造業・建設業・運輸業その他、ゴム製品製造業）"},
      {{"52", 150, 10'000 * kMan, Scale::kMedium},
       "従業員150人は小規模の上限（5人）を超え、中小企業の上限（資本金1億円）以内（中小企業基本法、"
       "卸売業）"},
      {{"D", 301, 40'000 * kMan, Scale::kLarge},
       "従業員301人は中小企業の上限（300人）を超え、資本金も上限（3億円）を超える（中小企業基本法、"
       "製造業・建設業・運輸業その他）"},
      {{"", 3, {}, Scale::kSmall},
       "従業員3人は小規模の上限（5人）以内（中小企業基本法、業種によらない）"},
  };
  for (const Reason& reason : reasons) {
    const Row& row = reason.row;
    const auto estimate = compute_scale(row.industry, row.employees, row.capital_yen);
    EXPECT_EQ(estimate.scale, row.scale);
    EXPECT_EQ(estimate.reason, reason.text);
  }
}

// More employees never make a company smaller, a finer code never contradicts a coarser one.
TEST(Scale, IsMonotonousAndConsistent) {
  for (const std::string_view industry : {"E", "I", "M", "N", "G", "K", "19", "39", "75", "751"}) {
    for (const auto capital : {std::optional<std::int64_t>(), std::optional(4'000 * kMan),
                               std::optional(90'000 * kMan)}) {
      Scale last = Scale::kSmall;
      for (std::int64_t employees = 0; employees < 1000; ++employees) {
        const Scale scale = compute_scale(industry, employees, capital).scale;
        if (scale == Scale::kUnknown) continue;
        EXPECT_GE(static_cast<int>(scale), static_cast<int>(last)) << industry << " " << employees;
        last = scale;
      }
    }
  }
  for (const std::string_view fine : {"52", "58", "5811"}) {
    for (std::int64_t employees = 0; employees < 200; ++employees) {
      const Scale coarse = compute_scale("I", employees, std::nullopt).scale;
      if (coarse == Scale::kUnknown) continue;
      EXPECT_EQ(compute_scale(fine, employees, std::nullopt).scale, coarse) << employees;
    }
  }
}

}  // namespace
}  // namespace kizuki
