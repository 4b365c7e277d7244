#include "server/web/similar_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/web/compare_page.hpp"
#include "server/web/reading_parts.hpp"
#include "server/web/sign_in_page.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

using testing::HasSubstr;
using testing::Not;

class SimilarPageTest : public testing::Test {
 protected:
  void SetUp() override {
    auto loaded = Taxonomy::load(test::source_path("data/taxonomy"));
    ASSERT_TRUE(succeeded(loaded));
    taxonomy_ = *loaded;
  }

  std::shared_ptr<const Taxonomy> taxonomy_;
};

TEST_F(SimilarPageTest, TellsWhatIsSharedAndWhatDiffers) {
  Hit hit;
  hit.id = "a-1";
  hit.reasons = {{"issue", {"hr"}, {"hr", "sales"}, {"hr"}, 0.8},
                 {"scale", {"small"}, {"medium"}, {}, 0.0},
                 {"step", {}, {"3"}, {}, 0.0},
                 {"tool", {"<b>"}, {}, {}, 0.0}};
  const std::string bars = print_likeness(hit, *taxonomy_).str();
  EXPECT_THAT(bars,
              AllOf(HasSubstr("が同じ"), HasSubstr("width=\"80\""), HasSubstr("小規模と中規模"),
                    HasSubstr("&lt;b&gt;"), Not(HasSubstr("ステップ"))));
  const std::string differences = print_differences(hit, *taxonomy_).str();
  EXPECT_THAT(differences, AllOf(HasSubstr("規模（こちらは中規模）"), Not(HasSubstr("課題"))));
  EXPECT_TRUE(print_differences(Hit(), *taxonomy_).empty());
  EXPECT_TRUE(print_likeness(Hit(), *taxonomy_).empty());
}

TEST_F(SimilarPageTest, NotesComeBackAsTextWithTheirSwitches) {
  SimilarView view;
  view.request.text = "</textarea><script>alert(1)</script>";
  view.request.disbelieved = {"scale=small", "\"><script>"};
  view.hits.understanding.attributes.push_back({"issue", "hr", 0.9, "<i>辞めた", {0, 1}});
  view.csrf = "secret";
  const std::string html = print_similar(view, *taxonomy_).str();
  EXPECT_THAT(html, Not(HasSubstr("<script>")));
  EXPECT_THAT(html, Not(HasSubstr("<i>")));
  EXPECT_THAT(html, AllOf(HasSubstr("value=\"issue=hr\" checked"), HasSubstr("規模 小規模"),
                          HasSubstr("name=\"csrf\" value=\"secret\""),
                          Not(HasSubstr("value=\"scale=small\" checked"))));
}

TEST_F(SimilarPageTest, PlacesTellNothingWhereACaseIsTheQuestion) {
  SimilarView view;
  view.request.case_id = "a-1";
  view.seed = CaseBrief{};
  view.seed->id = "a-1";
  Hit hit;
  hit.id = "a-2";
  hit.matched = {{"社長", "社長", RankedGroup::Kind::kWord}};
  hit.explanation =
      HitExplanation{{1, 0, 0}, {MatchPlace{}}, {{"K23", "別々に聴く", "甲", "乙", 0, 1}}};
  view.hits.hits = {hit};
  view.briefs.emplace_back();
  view.hits.hits[0].reasons = {{"scale", {"small"}, {"medium"}, {}, 0}};
  const std::string html = print_similar(view, *taxonomy_).str();
  EXPECT_THAT(html, HasSubstr("<dt>違うところ</dt><dd>規模（こちらは中規模）</dd>"));
  EXPECT_THAT(html, AllOf(HasSubstr("<b>なぜ出たか</b><span><i>ノウハウ</i>別々に聴く</span>"),
                          Not(HasSubstr("書かれた所")), Not(HasSubstr("合ったことば"))));
  view.seed.reset();
  view.request = SimilarRequest();
  view.request.text = "社長";
  EXPECT_THAT(print_similar(view, *taxonomy_).str(), HasSubstr("<dt>合ったことば</dt>"));
}

TEST_F(SimilarPageTest, ReadingsFoldAwayUnlessOneIsOff) {
  EXPECT_TRUE(print_readings({}, {}, "f", *taxonomy_).empty());
  const std::vector<UnderstoodAttribute> readings{{"step", "3", 0.4, "信頼", {0, 1}}};
  EXPECT_THAT(print_readings(readings, {}, "f", *taxonomy_).str(),
              AllOf(HasSubstr("（1）"), Not(HasSubstr(" open")), HasSubstr("chip--guess")));
  EXPECT_THAT(print_readings(readings, {"issue=hr"}, "f", *taxonomy_).str(), HasSubstr(" open"));
}

TEST_F(SimilarPageTest, ComparesStepByStep) {
  ComparedCase left;
  left.brief.id = "a-1";
  left.brief.title = "<b>左</b>";
  left.brief.parts.push_back({"", std::string(300, 'x') + "。<i>", {3, 4}});
  left.facets = {{"issue", "hr", AttributeOrigin::kGiven, 1},
                 {"scale", "small", AttributeOrigin::kGiven, 1}};
  ComparedCase right;
  right.brief.id = "a-2";
  right.brief.title = "右";
  right.brief.outcome = "黒字になった";
  right.facets = {{"issue", "hr", AttributeOrigin::kGiven, 1},
                  {"scale", "medium", AttributeOrigin::kGiven, 1}};
  const std::string html = print_comparison({left, right}, *taxonomy_).str();
  EXPECT_THAT(html, Not(HasSubstr("<b>左")));
  EXPECT_THAT(html, Not(HasSubstr("<i>")));
  EXPECT_THAT(html, AllOf(HasSubstr("第1節"), HasSubstr("記述なし"), HasSubstr("黒字になった"),
                          HasSubstr("小規模<span class=\"muted small\">（1件）")));
  const std::string common = html.substr(0, html.find("分かれるところ"));
  EXPECT_THAT(common, AllOf(HasSubstr("課題"), Not(HasSubstr("規模"))));
  EXPECT_THAT(print_comparison({left}, *taxonomy_).str(), HasSubstr("2件か3件を選んでください"));
}

TEST(SignInPageTest, GoesBackToOwnPagesAlone) {
  EXPECT_TRUE(is_way_back("/cases/d-1"));
  EXPECT_TRUE(is_way_back("/"));
  for (const char* path : {"", "x", "//evil", "/\\evil", "/a?b", "/a#b", "/signout", "/signin",
                           "/a\r\nb", "/%0d", "https://evil"}) {
    EXPECT_FALSE(is_way_back(path)) << path;
  }
  EXPECT_FALSE(is_way_back("/" + std::string(300, 'a')));
}

}  // namespace
}  // namespace kizuki
