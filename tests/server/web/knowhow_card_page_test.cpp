#include "server/web/knowhow_card_page.hpp"

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

KnowHowCardView view() {
  KnowHowCardView out;
  out.card.card.id = "K01";
  out.card.card.label = "\"><script>alert(1)</script>";
  out.card.card.counter_examples = {"<i>似ている</i>"};
  out.counted = true;
  out.cases = 3;
  out.organizations = 2;
  out.steps = {{"3", 3}};
  out.issues = {{"hr", 2}};
  QuotedEvidence evidence;
  evidence.case_id = "d-1";
  evidence.title = "題\"onclick=\"x";
  evidence.sentence = "<b>文</b>";
  out.evidence.push_back(evidence);
  out.csrf = "secret";
  return out;
}

TEST(KnowHowCardPageTest, WhatOneOrganisationAloneTellsIsSaidToBeSo) {
  KnowHowCardView one = view();
  EXPECT_THAT(print_knowhow_card(one, taxonomy()).str(), Not(HasSubstr("1機関だけ")));
  one.organizations = 1;
  EXPECT_THAT(print_knowhow_card(one, taxonomy()).str(), HasSubstr("1機関だけの事例からです"));
}

TEST(KnowHowCardPageTest, WhatStandsInCardsAndCasesComesOutAsText) {
  KnowHowCardView one = view();
  one.decides = one.edits = true;
  ShownChange change;
  change.author = "<a>";
  change.reason = "<r>";
  change.date = "2026-01-31";
  change.title = "<i>似た題</i>";
  change.path = "/cases/d-1?at=0:0-3#at";
  change.place = "\"onclick=\"";
  change.undo = 7;
  one.history.push_back(change);
  const std::string page = print_knowhow_card(one, taxonomy()).str();
  EXPECT_THAT(
      page, AllOf(Not(HasSubstr("<script>")), Not(HasSubstr("<b>文")), Not(HasSubstr("<i>似")),
                  Not(HasSubstr("\"onclick=\"")), Not(HasSubstr("<r>")), Not(HasSubstr("<a>："))));
  EXPECT_THAT(page, HasSubstr("2026-01-31"));
}

TEST(KnowHowCardPageTest, OnlyWhoMayDecideIsAsked) {
  EXPECT_THAT(print_knowhow_card(view(), taxonomy()).str(),
              AllOf(Not(HasSubstr("<form")), Not(HasSubstr("secret"))));
  KnowHowCardView one = view();
  one.decides = true;
  EXPECT_THAT(print_knowhow_card(one, taxonomy()).str(),
              AllOf(HasSubstr("根拠にする"), HasSubstr("value=\"secret\""),
                    Not(HasSubstr("ノウハウから外す"))));
  one.evidence[0].said = true;
  EXPECT_THAT(print_knowhow_card(one, taxonomy()).str(), Not(HasSubstr(">根拠にする<")));
  one.edits = true;
  EXPECT_THAT(print_knowhow_card(one, taxonomy()).str(), HasSubstr("ノウハウから外す"));
}

TEST(KnowHowCardPageTest, TooFewCasesAreNotCounted) {
  KnowHowCardView one = view();
  one.counted = false;
  one.thin_cases = 2;
  EXPECT_THAT(print_knowhow_card(one, taxonomy()).str(),
              AllOf(HasSubstr("根拠がまだ足りません"), Not(HasSubstr("根拠の文"))));
}

TEST(KnowHowCardPageTest, WhatWasSaidIsTakenBackBesideItAndInTheHistory) {
  KnowHowCardView one = view();
  one.evidence[0].said = true;
  one.evidence[0].said_by = "佐藤";
  one.evidence[0].said_on = "2026-11-02";
  one.evidence[0].said_in = 12;
  EXPECT_THAT(print_knowhow_card(one, taxonomy()).str(),
              AllOf(Not(HasSubstr("取り消す")), Not(HasSubstr("佐藤"))));
  one.decides = true;
  EXPECT_THAT(print_knowhow_card(one, taxonomy()).str(),
              AllOf(HasSubstr("<span>佐藤 2026-11-02</span>"),
                    HasSubstr("name=\"of\" value=\"12\""), HasSubstr("value=\"undo\"")));
  one.evidence.clear();
  ShownChange change;
  change.date = "2026-11-02";
  change.author = "佐藤";
  change.action = CardAction::kAccept;
  one.history.push_back(change);
  EXPECT_THAT(print_knowhow_card(one, taxonomy()).str(),
              AllOf(HasSubstr("佐藤：候補から採用"), Not(HasSubstr("取り消す"))));
  one.history[0].undo = 34;
  const std::string page = print_knowhow_card(one, taxonomy()).str();
  EXPECT_THAT(page, AllOf(HasSubstr("取り消す（候補から採用）"),
                          HasSubstr("name=\"of\" value=\"34\""), Not(HasSubstr("name=\"e\""))));
  // A sentence is named by its case; many that were confirmed at once are not.
  one.history[0].action.reset();
  one.history[0].title = "題";
  one.history[0].place = "d-1/0/0-3";
  EXPECT_THAT(print_knowhow_card(one, taxonomy()).str(),
              AllOf(HasSubstr("文を違うとした"), HasSubstr("name=\"e\" value=\"d-1/0/0-3\""),
                    HasSubstr("取り消す（題）")));
  one.history[0].sentences = 4;
  one.history[0].undo = 0;
  EXPECT_THAT(print_knowhow_card(one, taxonomy()).str(), HasSubstr("根拠 4文を確認"));
  // Older changes are a press away.
  one.history.resize(13, one.history[0]);
  EXPECT_THAT(print_knowhow_card(one, taxonomy()).str(), HasSubstr("その前の履歴"));
}

}  // namespace
}  // namespace kizuki
