#include "server/web/knowhow_parts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizuki {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

QuotedEvidence evidence() {
  QuotedEvidence out;
  out.case_id = "d-1";
  out.section = 2;
  out.span = {3, 9};
  out.confidence = 0.826F;
  return out;
}

TEST(KnowHowPartsTest, PlacesAreWrittenAsTheyAreRead) {
  EXPECT_EQ(evidence_link(evidence()), "/cases/d-1?at=2:3-9#at");
  EXPECT_EQ(evidence_place(evidence()), "d-1/2/3-9");
  const auto place = parse_evidence_place(evidence_place(evidence()));
  ASSERT_TRUE(place);
  EXPECT_EQ(place->section, 2U);
}

TEST(KnowHowPartsTest, NumbersAndBars) {
  EXPECT_EQ(two_decimals(0.826), "0.83");
  EXPECT_EQ(two_decimals(0), "0.00");
  EXPECT_EQ(two_decimals(1.005), "1.00");
  EXPECT_EQ(two_decimals(-1), "0.00");
  EXPECT_THAT(bar_cell(3, 4).str(), HasSubstr("width=\"75\""));
  EXPECT_THAT(bar_cell(0, 0).str(), HasSubstr("width=\"0\""));
}

TEST(KnowHowPartsTest, StatesAreToldApart) {
  QuotedEvidence one = evidence();
  EXPECT_THAT(evidence_state(one).str(), HasSubstr("推定 0.83"));
  one.by_person = true;  // a word that was taken back since
  EXPECT_THAT(evidence_state(one).str(), AllOf(HasSubstr(">推定<"), Not(HasSubstr("0.83"))));
  one.said = true;
  EXPECT_THAT(evidence_state(one).str(), HasSubstr("確認済み"));
  one.said = false;
  EXPECT_THAT(evidence_state(one).str(), HasSubstr("違うとされた文"));
  EXPECT_TRUE(step_badges(0).empty());
  EXPECT_THAT(step_badges(step_bits({2, 7})).str(), HasSubstr("s7"));
}

TEST(KnowHowPartsTest, EveryActionHasAWord) {
  for (int action = 1; action <= 9; ++action) {
    EXPECT_FALSE(card_action_label(static_cast<CardAction>(action)).empty()) << action;
  }
}

}  // namespace
}  // namespace kizuki
