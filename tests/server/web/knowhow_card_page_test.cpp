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
  CardEntry entry;
  entry.author = "<a>";
  entry.reason = "<r>";
  entry.time = "2026-01-31T00:00:00Z";
  one.history.push_back(entry);
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

TEST(KnowHowCardPageTest, EveryActionHasAWord) {
  for (int action = 1; action <= 9; ++action) {
    EXPECT_FALSE(card_action_label(static_cast<CardAction>(action)).empty()) << action;
  }
}

}  // namespace
}  // namespace kizuki
