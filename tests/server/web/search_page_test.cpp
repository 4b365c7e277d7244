#include "server/web/search_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/paths.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

using testing::HasSubstr;
using testing::Not;

class SearchPageTest : public testing::Test {
 protected:
  void SetUp() override {
    auto loaded = Taxonomy::load(test::source_path("data/taxonomy"));
    ASSERT_TRUE(succeeded(loaded));
    taxonomy_ = *loaded;
  }
  std::string print() const { return print_search(view_, *taxonomy_).str(); }

  void add_hit() {
    Hit hit;
    hit.id = "a-1";
    hit.title = "<b>題</b>";
    Snippet snippet;
    snippet.text = "現場が<i>反発した";
    snippet.marks = {{15, 21}};
    snippet.section = 0;
    hit.snippets.push_back(snippet);
    hit.facets = {{"issue", "hr", AttributeOrigin::kPredicted, 0.6F},
                  {"scale", "small", AttributeOrigin::kGiven, 1},
                  {"step", "3", AttributeOrigin::kGiven, 1}};
    view_.hits.hits.push_back(hit);
    view_.hits.total = 1;
    CaseBrief brief;
    brief.id = "a-1";
    brief.employees = 9;
    brief.parts.push_back({"節", "文", {3}});
    brief.outcome = "\"成果\"";
    view_.briefs.push_back(brief);
  }

  std::shared_ptr<const Taxonomy> taxonomy_;
  SearchView view_;
};

TEST_F(SearchPageTest, WhatWasTypedComesBackAsText) {
  view_.request.text = "\n</textarea><script>alert(1)</script>";
  view_.request.filters = {{"supporter", "\"><script>"}};
  const std::string html = print();
  EXPECT_THAT(html, Not(HasSubstr("<script>")));
  // The parser drops one line break behind the tag: the one of ours.
  EXPECT_THAT(html, HasSubstr(">\n\n&lt;/textarea&gt;&lt;script&gt;"));
  EXPECT_THAT(html, HasSubstr("value=\"supporter:&quot;&gt;&lt;script&gt;\""));
}

TEST_F(SearchPageTest, ShowsHitsWithReasonStepAndGuess) {
  view_.request.text = "反発";
  add_hit();
  const std::string html = print();
  EXPECT_THAT(html, HasSubstr("1件の事例"));
  EXPECT_THAT(html, HasSubstr("<a href=\"/cases/a-1\">&lt;b&gt;題&lt;/b&gt;</a>"));
  EXPECT_THAT(html, HasSubstr("現場が&lt;i&gt;反<mark>"));
  EXPECT_THAT(html, HasSubstr("小規模・9人"));
  EXPECT_THAT(html,
              HasSubstr("<span class=\"step s3\"><span class=\"vh\">ステップ</span>3</span>"));
  EXPECT_THAT(html, HasSubstr("<span class=\"tag tag--guess\">推定</span>"));
  EXPECT_THAT(html, HasSubstr("&quot;成果&quot;"));
  EXPECT_THAT(html, Not(HasSubstr("class=\"pager\"")));
  view_.trail = "T-1";
  EXPECT_THAT(print(), HasSubstr("<a href=\"/cases/a-1?from=T-1\">"));
}

TEST_F(SearchPageTest, TellsWhyAHitWasFoundWithoutScript) {
  view_.request.text = "後継者";
  add_hit();
  Hit& hit = view_.hits.hits.front();
  hit.matched = {{"息<子>", "後継者", RankedGroup::Kind::kWeaker},
                 {"反発", "反発", RankedGroup::Kind::kWord}};
  hit.reasons = {{"issue", {"hr"}, {"hr"}, {"hr"}, 0.8}, {"scale", {"small"}, {"medium"}, {}, 0}};
  HitExplanation explanation;
  explanation.score = {3, 1, 0};
  MatchPlace place;
  place.section = 1;
  place.heading = "<i>節";
  place.steps = {4};
  place.words = {"息<子>"};
  explanation.places = {place};
  explanation.know_how = {{"K23", "別々に聴く", "<b>聴いた。", "話を<聴>いた。", 0, 0.9F},
                          {"K05", "現場を歩く", "", "現場へ<行>った。", 0, 0.8F}};
  hit.explanation = explanation;
  const std::string html = print();
  EXPECT_THAT(html, HasSubstr("<details class=\"why\"><summary><b>なぜ出たか</b>"));
  EXPECT_THAT(html, HasSubstr("息&lt;子&gt; <span class=\"muted\">← 後継者（近いことば）</span>"));
  EXPECT_THAT(html,
              HasSubstr("<a href=\"/cases/a-1#p2\">&lt;i&gt;節</a> <span class=\"step s4\">"));
  view_.trail = "T-1";
  EXPECT_THAT(print(), HasSubstr("<a href=\"/cases/a-1?from=T-1#p2\">"));
  EXPECT_THAT(html, HasSubstr("<dt>合うところ</dt>"));
  EXPECT_THAT(
      html,
      HasSubstr("<i>もと</i>「&lt;b&gt;聴いた。」</p><p><i>事例</i>「話を&lt;聴&gt;いた。」"));
  EXPECT_THAT(html, HasSubstr("<dt>この事例のノウハウ</dt>"));
  EXPECT_THAT(html, HasSubstr("小規模と中規模"));  // what differs stands at the bars
  EXPECT_THAT(html, Not(HasSubstr("違うところ")));
  EXPECT_THAT(html, HasSubstr("ことば 75％、文字の並び 25％"));
}

TEST_F(SearchPageTest, AHitWithNothingToTellHasNoReasons) {
  add_hit();
  view_.hits.hits.front().explanation = HitExplanation{};
  view_.request.filters = {{"issue", "hr"}};
  EXPECT_THAT(print(), Not(HasSubstr("なぜ出たか")));
}

TEST_F(SearchPageTest, ChosenFiltersArePressedAndLeftOutOfTheReasons) {
  view_.request.filters = {{"issue", "hr"}};
  add_hit();
  view_.hits.facets = {{"issue", {{"hr", 1, 1}, {"sales", 2, 0}}}};
  const std::string html = print();
  EXPECT_THAT(html, HasSubstr("value=\"issue:hr\" aria-pressed=\"true\" data-n=\"1\""));
  EXPECT_THAT(html, HasSubstr("value=\"issue:sales\" aria-pressed=\"false\" data-n=\"2\""));
  EXPECT_THAT(html, HasSubstr("<input type=\"hidden\" name=\"f\" value=\"issue:hr\">"));
  EXPECT_THAT(html, Not(HasSubstr("<b>課題</b>")));
}

TEST_F(SearchPageTest, NarrowsByCardsUnderTheirLabels) {
  CardLabels cards;
  cards.set("K23", "別々に<聴く>");
  view_.cards = std::make_shared<const CardLabels>(std::move(cards));
  view_.request.filters = {{"knowhow", "K23"}};
  add_hit();
  view_.hits.facets = {{"knowhow", {{"K99", 3, 3}, {"K23", 2, 2}}}};
  const std::string html = print();
  EXPECT_THAT(html, HasSubstr("role=\"group\" aria-label=\"ノウハウ\""));
  EXPECT_THAT(html, HasSubstr("value=\"knowhow:K23\" aria-pressed=\"true\" data-n=\"2\">"
                              "<span>別々に&lt;聴く&gt;</span>"));
  EXPECT_THAT(html, HasSubstr("<span>ノウハウ：別々に&lt;聴く&gt;</span>"));
  EXPECT_THAT(html, Not(HasSubstr("K99")));  // a card that the reader does not see
}

TEST_F(SearchPageTest, AConditionOnACardThatIsNoMoreCanStillBeTakenOff) {
  view_.request.filters = {{"knowhow", "K99"}};
  view_.relaxations = {{{"knowhow", "K99"}, 12}};
  const std::string html = print();
  EXPECT_THAT(html, HasSubstr("value=\"knowhow:K99\"><span>ノウハウ：いまはないノウハウ</span>"));
  EXPECT_THAT(html, HasSubstr("「ノウハウ：いまはないノウハウ」を外す"));
}

TEST_F(SearchPageTest, PagesWhatDoesNotFit) {
  view_.request.text = "反発";
  view_.request.offset = 10;
  add_hit();
  view_.hits.total = 31;
  const std::string html = print();
  EXPECT_THAT(html, HasSubstr("2 / 4ページ"));
  EXPECT_THAT(html, HasSubstr("name=\"page\" value=\"1\""));
  EXPECT_THAT(html, HasSubstr("name=\"page\" value=\"3\""));
  EXPECT_THAT(html, HasSubstr("id=\"h11\""));
}

TEST_F(SearchPageTest, HelpsWhereNothingIsFound) {
  view_.request.text = "まったくない";
  view_.request.filters = {{"scale", "small"}};
  view_.relaxations = {{{"scale", "small"}, 12}};
  view_.hits.ignored_words = {"<まったく>"};
  const std::string html = print();
  EXPECT_THAT(html, HasSubstr("あてはまる事例は 0件"));
  EXPECT_THAT(html, HasSubstr("「規模：小規模」を外す"));
  EXPECT_THAT(html, HasSubstr("12件"));
  EXPECT_THAT(html, HasSubstr("&lt;まったく&gt;"));
}

TEST_F(SearchPageTest, SaysWhatIsWrongWithAQuery) {
  view_.request.text = "年:abc";
  view_.problem = "年は数で<書く>";
  EXPECT_THAT(print(), HasSubstr("年は数で&lt;書く&gt;"));
  EXPECT_EQ(search_title(view_), "検索の結果 0件");  // nothing that was typed
}

TEST_F(SearchPageTest, FirstViewOffersStepsAndIssues) {
  view_.hits.total = 60;
  view_.hits.facets = {{"issue", {{"hr", 15, 0}}}, {"step", {{"3", 40, 0}}}};
  const std::string html = print();
  EXPECT_THAT(html, HasSubstr("href=\"/?f=step:3#hits\""));
  EXPECT_THAT(html, HasSubstr("href=\"/?f=issue:hr#hits\""));
  EXPECT_THAT(html, HasSubstr("60件のうち"));
}

TEST_F(SearchPageTest, WordsAsWrittenAreOnePressAway) {
  view_.request.text = "跡取り";
  add_hit();
  EXPECT_THAT(print(), Not(HasSubstr("name=\"written\"")));
  Expansion expansion;
  expansion.asked = "跡取り";
  view_.hits.expansions = {expansion};
  EXPECT_THAT(print(), AllOf(HasSubstr("name=\"written\" value=\"1\">書いたことばだけ"),
                             Not(HasSubstr("name=\"w\""))));
  view_.request.as_written = true;
  view_.hits.expansions.clear();
  EXPECT_THAT(print(), AllOf(HasSubstr("name=\"w\" value=\"1\""),
                             HasSubstr("value=\"0\">ほかの言い方でもさがす")));
  view_.hits = {};
  EXPECT_THAT(print(), HasSubstr("ほかの言い方でもさがす")) << "when nothing was found too";
}

}  // namespace
}  // namespace kizuki
