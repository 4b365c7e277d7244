#include "server/web/knowhow_page.hpp"

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

TEST(KnowHowPageTest, ShowsCardsByStepWithTheirCounts) {
  KnowHowListView view;
  KnowHowRow row;
  row.id = "K01";
  row.label = "<b>聴く</b>";
  row.cases = 8;
  row.organizations = 5;
  row.small = 2;
  row.medium = 6;
  row.issues = {"succession"};
  view.rows.at(3).push_back(row);
  view.filter.issue = "hr";
  view.issues = {"hr", "succession"};
  row.label = "薄い";
  view.thin.push_back(row);
  const std::string page = print_knowhow(view, taxonomy()).str();
  EXPECT_THAT(page, AllOf(HasSubstr("&lt;b&gt;聴く"), Not(HasSubstr("<b>聴く")), HasSubstr("2/6"),
                          HasSubstr("id=\"s3\""), HasSubstr("/knowhow/K01")));
  EXPECT_THAT(page, HasSubstr("value=\"hr\" selected"));
  EXPECT_THAT(page, HasSubstr("まだ見つかっていません"));
  EXPECT_THAT(page, HasSubstr("根拠が足りないノウハウ"));
  EXPECT_THAT(page, Not(HasSubstr("集計しなおしています")));
  EXPECT_THAT(page, AllOf(Not(HasSubstr("1機関だけ")), Not(HasSubstr("/knowhow/catalogue"))));
  view.rows.at(3).front().organizations = 1;
  view.curates = true;
  EXPECT_THAT(print_knowhow(view, taxonomy()).str(),
              AllOf(HasSubstr("1機関だけ"), HasSubstr("/knowhow/catalogue")));
  view.outdated = true;
  EXPECT_THAT(print_knowhow(view, taxonomy()).str(), HasSubstr("集計しなおしています"));
}

}  // namespace
}  // namespace kizuki
