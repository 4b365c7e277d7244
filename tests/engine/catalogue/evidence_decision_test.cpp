#include "engine/catalogue/evidence_decision.hpp"

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(EvidencePlaceTest, ReadsWhatItWrites) {
  for (const char* text : {"d-001/0/0-12", "a/b/c/12/7-4294967295", "事例/3/10-11"}) {
    const auto place = parse_evidence_place(text);
    ASSERT_TRUE(place) << text;
    EXPECT_EQ(evidence_place_text(*place), text);
  }
  EXPECT_EQ(parse_evidence_place("a/b/2/3-4")->case_id, "a/b");
}

TEST(EvidencePlaceTest, RefusesWhatIsNoPlace) {
  for (const char* text : {"", "/", "a", "a/1", "a/1/", "/1/2-3", "a/1/3-3", "a/1/4-3", "a/x/1-2",
                           "a/1/1-2x", "a/-1/1-2", "a/1/1-99999999999", "a//1-2", "a/1/-"}) {
    EXPECT_FALSE(parse_evidence_place(text)) << text;
  }
}

TEST(EvidenceDecisionTest, LiesInAConfirmation) {
  EvidenceDecision decision;
  decision.card = "K01";
  decision.place = {"d-1", 2, {120, 243}};
  decision.sentence_key = sentence_key("話を聴いた。");
  Confirmation confirmation;
  confirmation.case_id = "d-1";
  confirmation.name = kCardConfirmation;
  confirmation.value = evidence_value(decision);
  confirmation.confirmed = false;
  confirmation.author = "hanako";
  confirmation.sequence = 7;
  EXPECT_TRUE(check_confirmation(confirmation));
  const auto read = evidence_decision_of(confirmation);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->card, "K01");
  EXPECT_EQ(evidence_place_text(read->place), "d-1/2/120-243");
  EXPECT_EQ(read->sentence_key, decision.sentence_key);
  EXPECT_FALSE(read->confirmed);
  EXPECT_EQ(read->author, "hanako");
  EXPECT_EQ(read->sequence, 7U);
}

TEST(EvidenceDecisionTest, PassesOverOtherConfirmations) {
  Confirmation confirmation;
  confirmation.case_id = "d-1";
  confirmation.name = "issue";
  confirmation.value = "K01 2:1-2 0123456789abcdef";
  EXPECT_FALSE(evidence_decision_of(confirmation));
  confirmation.name = kCardConfirmation;
  EXPECT_TRUE(evidence_decision_of(confirmation));
  for (const char* value : {"K01", "K01 2:1-2", "K01 2:1-2 abc", "K 1 2:1-2 0123456789abcdef",
                            "K01 2-1:2 0123456789abcdef", "@ 2:1-2 0123456789abcdef"}) {
    confirmation.value = value;
    EXPECT_FALSE(evidence_decision_of(confirmation)) << value;
  }
}

}  // namespace
}  // namespace kizuki
