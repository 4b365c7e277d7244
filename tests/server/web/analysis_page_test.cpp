#include "server/web/analysis_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/paths.hpp"

namespace kizuki {
namespace {

using testing::HasSubstr;
using testing::Not;

const Taxonomy& taxonomy() {
  static const auto kTaxonomy = Taxonomy::load(test::built_data() / "taxonomy").value();
  return *kTaxonomy;
}

AnalysisView view() {
  AnalysisView out;
  out.cases = 20;
  IssueCoverage hr;
  hr.issue = "hr";
  hr.cases = 12;
  hr.by_scale = {10, 2};
  hr.cells.at(2) = {9, 2};
  IssueCoverage none;
  none.issue = "dx";
  out.issues = {hr, none};
  out.steps.at(2) = {9, 2};
  out.step_cases.at(2) = 12;
  out.stated.rows = {"sales"};
  out.stated.columns = {"hr"};
  out.stated.counts = {{2}};
  out.years = {"2022"};
  out.since = "2022";
  out.older_cases = 10;
  out.newer_cases = 10;
  out.trends = {{"K01", "<b>聴く</b>", true, 1, 8}};
  out.together.nodes = {{"K01", "<b>聴く</b>", 3, 9},
                        {"K02", "とても長い名前のノウハウをここに書く", 0, 4},
                        {"K 3", "三つめ", 7, 5}};
  out.together.links = {{0, 1, 9}, {1, 2, 3}};
  return out;
}

TEST(AnalysisPageTest, GapsComeTheFewestFirst) {
  const auto gaps = gaps_of(view().issues);
  ASSERT_EQ(gaps.size(), 3U);
  EXPECT_EQ(gaps[0].issue, "dx");
  EXPECT_EQ(gaps[2].issue, "hr");
  EXPECT_EQ(gaps[2].scale, 1U);
  EXPECT_EQ(gaps[2].cases, 2U);
}

TEST(AnalysisPageTest, NumbersLeadToTheirCases) {
  const std::string page = print_analysis(view(), taxonomy()).str();
  EXPECT_THAT(page, HasSubstr("/?f=issue:hr&amp;f=step:3&amp;f=scale:small#hits"));
  EXPECT_THAT(page,
              AllOf(HasSubstr("増えたノウハウ"), HasSubstr(">10%<"), Not(HasSubstr("<b>聴く"))));
  EXPECT_THAT(page, AllOf(HasSubstr("role=\"img\""), HasSubstr("<caption")));
}

TEST(AnalysisPageTest, ForOthersEyesSmallNumbersAndWhatTellsOfThemAreLeftOut) {
  AnalysisView one = view();
  one.publish = true;
  const std::string page = print_analysis(one, taxonomy()).str();
  EXPECT_THAT(page, HasSubstr("＜3"));
  EXPECT_THAT(page, Not(HasSubstr(">2</td>")));
  EXPECT_THAT(page, Not(HasSubstr("f=issue")));   // a link would tell the number
  EXPECT_THAT(page, Not(HasSubstr(">12</td>")));  // so would a sum
  EXPECT_THAT(page, Not(HasSubstr("あと1件")));
  EXPECT_THAT(page, Not(HasSubstr(">10%<")));
}

TEST(AnalysisPageTest, TheNetworkIsAPictureWithItsValuesInATable) {
  const std::string page = print_analysis(view(), taxonomy()).str();
  EXPECT_THAT(page, AllOf(HasSubstr("class=\"net\""), HasSubstr("stroke-width=\"7\""),
                          HasSubstr("stroke-width=\"2\""), HasSubstr(">とても長い名前のノウハウ…<"),
                          HasSubstr("<a href=\"/knowhow/K%203\">三つめ</a>")));
  EXPECT_THAT(page, Not(HasSubstr("NaN")));
  EXPECT_EQ(page, print_analysis(view(), taxonomy()).str());
  AnalysisView one = view();
  one.together = {};
  EXPECT_THAT(print_analysis(one, taxonomy()).str(),
              AllOf(HasSubstr("偶然より多くそろって出た組は、まだありません"),
                    Not(HasSubstr("class=\"net\""))));
}

TEST(AnalysisPageTest, SaysWhatCannotBeShown) {
  AnalysisView one = view();
  one.stated = {};
  one.since.clear();
  const std::string page = print_analysis(one, taxonomy()).str();
  EXPECT_THAT(page, AllOf(HasSubstr("表にできません"), Not(HasSubstr("増えたノウハウ"))));
}

}  // namespace
}  // namespace kizuki
