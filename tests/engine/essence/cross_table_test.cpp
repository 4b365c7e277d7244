#include "engine/essence/cross_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizuki {
namespace {

using ::testing::ElementsAre;

KnowHowResult sample() {
  KnowHowResult result;
  const std::vector<std::vector<FacetValue>> facets = {
      {{"issue", "dx"}, {"issue", "hr"}, {"step", "3"}},
      {{"issue", "hr"}, {"step", "3"}, {"step", "4"}},
      {{"issue", "hr"}, {"step", "3"}},  // a copy of the second
      {{"step", "5"}}};
  for (std::size_t i = 0; i < facets.size(); ++i) {
    EssenceCase of_case;
    of_case.facets = facets[i];
    result.cases.push_back(of_case);
    result.original.push_back(i == 2 ? 1 : static_cast<std::uint32_t>(i));
  }
  result.counted_cases = 3;
  KnowHow item;
  item.id = "K01";
  KnowHowEvidence evidence;
  evidence.case_number = 1;
  item.evidence = {evidence};
  result.items.push_back(item);
  return result;
}

TEST(CrossTableTest, CountsCasesWithoutCopies) {
  const CrossTable table = cross_table(sample(), "step", "issue");
  EXPECT_THAT(table.rows, ElementsAre("3", "4", "5"));
  EXPECT_THAT(table.columns, ElementsAre("dx", "hr"));
  EXPECT_THAT(table.counts, ElementsAre(ElementsAre(1, 2), ElementsAre(0, 1), ElementsAre(0, 0)));
  EXPECT_THAT(table.row_totals, ElementsAre(2, 1, 1));
  EXPECT_THAT(table.column_totals, ElementsAre(1, 2));
  EXPECT_EQ(table.cases, 3U);
}

TEST(CrossTableTest, KnowHowIsAFacetToo) {
  const CrossTable table = cross_table(sample(), kKnowHowFacet, "step");
  EXPECT_THAT(table.rows, ElementsAre("K01"));
  EXPECT_THAT(table.counts, ElementsAre(ElementsAre(1, 1, 0)));
  EXPECT_TRUE(cross_table(sample(), "year", "step").rows.empty());
}

}  // namespace
}  // namespace kizuki
