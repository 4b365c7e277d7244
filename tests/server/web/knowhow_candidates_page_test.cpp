#include "server/web/knowhow_candidates_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/paths.hpp"

namespace kizuki {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(KnowHowCandidatesPageTest, FormsAreForWhoMaySettle) {
  const auto taxonomy = Taxonomy::load(test::built_data() / "taxonomy").value();
  KnowHowCandidatesView view;
  ShownCandidate candidate;
  candidate.id = "n-1";
  candidate.label = "<u>名</u>";
  candidate.cases = 4;
  candidate.evidence.resize(2);
  candidate.evidence[0].sentence = "文。";
  candidate.evidence[0].before = "前の文。";
  view.candidates = {candidate};
  view.cards = {{"K01", "<u>先</u>"}};
  std::string page = print_knowhow_candidates(view, *taxonomy).str();
  EXPECT_THAT(page, AllOf(HasSubstr("確認の役割"), HasSubstr("前の文。"), HasSubstr("ほかに 2事例"),
                          Not(HasSubstr("<form")), Not(HasSubstr("<u>"))));
  view.curates = true;
  EXPECT_THAT(print_knowhow_candidates(view, *taxonomy).str(),
              AllOf(HasSubstr("すべての組織の事例を読める人"), Not(HasSubstr("<form"))));
  view.candidates[0].decides = true;
  page = print_knowhow_candidates(view, *taxonomy).str();
  EXPECT_THAT(page, AllOf(HasSubstr("採用する"), HasSubstr("統合する"), HasSubstr("見送る"),
                          Not(HasSubstr("<u>"))));
  EXPECT_THAT(page, Not(HasSubstr("選んだ文を分ける")));  // two sentences are one group
  view.candidates[0].evidence.resize(6);
  view.candidates[0].evidence[5].sentence = "六つめ<u>。";
  view.candidates[0].evidence[5].case_id = "d-6";
  page = print_knowhow_candidates(view, *taxonomy).str();
  EXPECT_THAT(page, AllOf(HasSubstr("ほかの根拠 2文"), HasSubstr("選んだ文を分ける"),
                          HasSubstr("name=\"case\" value=\"d-6\""), HasSubstr("六つめ&lt;u&gt;。"),
                          Not(HasSubstr("<u>"))));
  EXPECT_THAT(page, AllOf(Not(HasSubstr("近いノウハウ")), Not(HasSubstr("selected"))));
  view.candidates[0].near = NearShown{"/knowhow/K01", "K01", "<u>近</u>", false, 2.34F};
  page = print_knowhow_candidates(view, *taxonomy).str();
  EXPECT_THAT(page, AllOf(HasSubstr("近いノウハウ</b><a href=\"/knowhow/K01\">&lt;u&gt;近"),
                          HasSubstr("（ほかのノウハウの 2.3 倍似ています）"),
                          HasSubstr("value=\"K01\" selected>")));
  view.candidates[0].near->candidate = true;
  view.done = "split";
  EXPECT_THAT(print_knowhow_candidates(view, *taxonomy).str(), HasSubstr("分けました"));
  view.done = "reject";
  EXPECT_THAT(print_knowhow_candidates(view, *taxonomy).str(), Not(HasSubstr("取り消す")));
  view.rejected = "n-9";
  EXPECT_THAT(print_knowhow_candidates(view, *taxonomy).str(),
              AllOf(HasSubstr("action=\"/knowhow/rejected\""), HasSubstr("value=\"n-9\""),
                    HasSubstr(">取り消す</button>")));
  view.done = "merge";
  EXPECT_THAT(print_knowhow_candidates(view, *taxonomy).str(), Not(HasSubstr("value=\"undo\"")));
  view.undo = UndoShown{"n-9", 12, ""};
  view.candidates[0].undo = UndoShown{"n-1", 11, "2026-11-02 <佐藤>：分けた"};
  EXPECT_THAT(print_knowhow_candidates(view, *taxonomy).str(),
              AllOf(HasSubstr("name=\"of\" value=\"12\""), HasSubstr("name=\"of\" value=\"11\""),
                    HasSubstr("&lt;佐藤&gt;：分けた")));
  view.done = "undo";
  EXPECT_THAT(print_knowhow_candidates(view, *taxonomy).str(), HasSubstr("取り消しました"));
  view.cards.clear();
  EXPECT_THAT(print_knowhow_candidates(view, *taxonomy).str(), Not(HasSubstr("統合する</button>")));
  view.candidates.clear();
  EXPECT_THAT(print_knowhow_candidates(view, *taxonomy).str(), HasSubstr("いま決める候補は"));
}

TEST(KnowHowCandidatesPageTest, WhatIsNotEnoughYetIsShownAndNotDecided) {
  const auto taxonomy = Taxonomy::load(test::built_data() / "taxonomy").value();
  KnowHowCandidatesView view;
  EXPECT_THAT(print_knowhow_candidates(view, *taxonomy).str(), Not(HasSubstr("まだ基準に")));
  view.curates = true;
  view.csrf = "secret";
  ShownBelow below;
  below.label = "<u>名</u>";
  below.cases = 2;
  below.organizations = 2;
  below.evidence.resize(2);
  below.evidence[1].sentence = "<i>文</i>。";
  view.below = {below};
  std::string page = print_knowhow_candidates(view, *taxonomy).str();
  EXPECT_THAT(page, AllOf(HasSubstr("まだ基準に届かないもの"), HasSubstr("3事例から候補にします"),
                          HasSubstr("あと <b>1</b>事例"), HasSubstr("&lt;i&gt;文"),
                          Not(HasSubstr("<u>")), Not(HasSubstr("<form")),
                          Not(HasSubstr("ほかの機関の事例がない")), Not(HasSubstr("<details"))));
  view.below[0].organizations = 1;
  EXPECT_THAT(print_knowhow_candidates(view, *taxonomy).str(), HasSubstr("ほかの機関の事例がない"));
  view.below.resize(7, below);
  EXPECT_THAT(print_knowhow_candidates(view, *taxonomy).str(),
              HasSubstr("<details><summary>ほか 2件</summary>"));
}

}  // namespace
}  // namespace kizuki
