#include "engine/essence/distinctiveness.hpp"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "tests/support/seed.hpp"

namespace kizuki::test {
namespace {

FacetContrast contrast(std::uint32_t a, std::uint32_t n, std::uint32_t b, std::uint32_t m) {
  FacetContrast out;
  out.inside = a, out.inside_all = n, out.outside = b, out.outside_all = m;
  return out;
}

/// `inside` of `inside_all` small cases and `outside` of `outside_all` medium ones tell the item.
KnowHowResult result_of(std::uint32_t inside, std::uint32_t inside_all, std::uint32_t outside,
                        std::uint32_t outside_all) {
  KnowHowResult out;
  KnowHow item;
  item.id = "K";
  for (std::uint32_t i = 0; i < inside_all + outside_all; ++i) {
    EssenceCase one;
    one.facets = {{"scale", i < inside_all ? "small" : "medium"}};
    out.cases.push_back(std::move(one));
    out.original.push_back(i);
    const bool told = i < inside_all ? i < inside : i - inside_all < outside;
    if (told) {
      KnowHowEvidence evidence;
      evidence.case_number = i;
      item.evidence.push_back(evidence);
    }
  }
  out.counted_cases = inside_all + outside_all;
  out.items.push_back(std::move(item));
  return out;
}

TEST(Distinctiveness, IsTheNearerBoundOfTheInterval) {
  // Score interval of 40/100 against 10/100, with the likelihood maximised numerically: it
  // begins at a ratio of 2.173.
  EXPECT_NEAR(conservative_log_ratio(contrast(40, 100, 10, 100), 1), 1.1196, 0.002);
  EXPECT_NEAR(conservative_log_ratio(contrast(10, 100, 40, 100), 1), -1.1196, 0.002);
  EXPECT_EQ(conservative_log_ratio(contrast(20, 100, 18, 100), 1), 0);
  EXPECT_LT(conservative_log_ratio(contrast(40, 100, 10, 100), 100),
            conservative_log_ratio(contrast(40, 100, 10, 100), 1));
}

TEST(Distinctiveness, ClaimsNothingThatWasNotSeen) {
  // Never told by the few, three times by very many: no sign that the few tell it more often.
  EXPECT_EQ(conservative_log_ratio(contrast(0, 16, 3, 37'643), 1), 0);
  EXPECT_TRUE(contrast_facet(result_of(0, 16, 3, 3'000), "scale").empty());
  for (const std::uint32_t inside : {0U, 1U, 5U, 30U}) {
    for (const std::uint32_t outside : {0U, 1U, 9U, 400U}) {
      const double ratio = conservative_log_ratio(contrast(inside, 30, outside, 4'000), 1);
      const double seen = static_cast<double>(inside) / 30 - static_cast<double>(outside) / 4'000;
      EXPECT_GE(ratio * seen, 0) << inside << " " << outside;
      EXPECT_TRUE(std::isfinite(ratio));
    }
  }
  EXPECT_GT(conservative_log_ratio(contrast(30, 100, 0, 100), 1), 1);
  EXPECT_EQ(conservative_log_ratio(contrast(100, 100, 50, 50), 1), 0);
}

TEST(Distinctiveness, FewCasesSayNothing) {
  const auto few = contrast_facet(result_of(4, 9, 0, 60), "scale", true);
  ASSERT_EQ(few.size(), 2U);
  EXPECT_FALSE(few[0].log_ratio.has_value());
  EXPECT_FALSE(few[1].log_ratio.has_value());
  EXPECT_TRUE(contrast_facet(result_of(4, 9, 0, 60), "scale").empty());
}

TEST(Distinctiveness, FindsAPlantedDifferenceBothWays) {
  const auto found = contrast_facet(result_of(30, 60, 3, 60), "scale");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].value, "medium");
  EXPECT_LT(*found[0].log_ratio, -1);
  EXPECT_EQ(found[1].value, "small");
  EXPECT_GT(*found[1].log_ratio, 1);
  EXPECT_EQ(found[1].inside, 30U);
  EXPECT_EQ(found[1].outside_all, 60U);
}

TEST(Distinctiveness, SeldomClaimsWhatIsChance) {
  std::mt19937_64 random(test_seed());
  SCOPED_TRACE(describe_seed(test_seed(), 0));
  int claims = 0;
  constexpr int kRounds = 400;
  for (int round = 0; round < kRounds; ++round) {
    std::uint32_t inside = 0;
    std::uint32_t outside = 0;
    for (int i = 0; i < 50; ++i) {
      inside += random() % 5 == 0 ? 1U : 0U;
      outside += random() % 5 == 0 ? 1U : 0U;
    }
    claims += contrast_facet(result_of(inside, 50, outside, 50), "scale").empty() ? 0 : 1;
  }
  EXPECT_LE(claims, kRounds / 20);
}

}  // namespace
}  // namespace kizuki::test
