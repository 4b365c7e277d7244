#include "bench/tagging/tag_report.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizuki {
namespace {

using testing::HasSubstr;

TEST(TagReport, BinsHoldMeanProbabilityAndShare) {
  const std::vector<Outcome> outcomes = {{0.22F, false}, {0.28F, true}, {1.0F, true}};
  const std::string table = reliability_table(outcomes);
  EXPECT_THAT(table, HasSubstr("| .2–.3 | 2 | 0.250 | 0.500 |"));
  EXPECT_THAT(table, HasSubstr("| .9–1 | 1 | 1.000 | 1.000 |"));
  EXPECT_EQ(table.find(".3–.4"), std::string::npos);
}

TEST(TagReport, ListsTheMostConfidentWrongTagsFirst) {
  const std::string table =
      wrong_table({{0.5F, "a", "hr", "dx"}, {0.9F, "b", "step 6", "5"}, {0.7F, "c", "gx", "–"}}, 2);
  EXPECT_LT(table.find("| b | step 6 | 5 | 0.90 |"), table.find("| c | gx | – | 0.70 |"));
  EXPECT_EQ(table.find("| a |"), std::string::npos);
}

TEST(TagReport, LabelsComeWithTheirConfusions) {
  SetScores scores;
  scores.add({"4"}, {"3"});
  EXPECT_THAT(label_table(scores), HasSubstr("| 4 | 1 | 0.00 | 3 1 |"));
}

TEST(TagReport, DiagramHasADotABin) {
  const std::string svg = reliability_svg(std::vector<Outcome>{{0.5F, true}}, {});
  EXPECT_THAT(svg, HasSubstr("cx=\"190.0\" cy=\"20.0\""));
  EXPECT_THAT(svg, testing::EndsWith("</svg>\n"));
}

}  // namespace
}  // namespace kizuki
