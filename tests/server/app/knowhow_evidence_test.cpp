#include "server/app/knowhow_evidence.hpp"

#include "tests/server/app/knowhow_fixture.hpp"

namespace kizuki::test {
namespace {

std::vector<std::uint32_t> all_of(const KnowHow& item) {
  std::vector<std::uint32_t> places;
  for (std::uint32_t i = 0; i < item.evidence.size(); ++i) places.push_back(i);
  return places;
}

TEST_F(KnowHowTest, EvidenceIsReadAnewAndWithinReach) {
  const KnowHowReading all = knowhow(ReaderScope::everything());
  const auto card = *all.card(kListeningCard);
  const auto places = all_of(*card.item);
  const auto whole =
      read_evidence(reading(ReaderScope::everything()), *all.findings, card.item_number, places);
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->size(), 5U);
  for (const QuotedEvidence& one : *whole) {
    EXPECT_FALSE(one.sentence.empty());
    EXPECT_EQ(one.steps, step_bits({3}));
    EXPECT_FALSE(one.said);
  }
  // Whatever the findings hold: what may not be read is not shown.
  const auto part =
      read_evidence(reading(ReaderScope::of_anybody()), *all.findings, card.item_number, places);
  ASSERT_TRUE(part);
  EXPECT_EQ(part->size(), 4U);
}

TEST_F(KnowHowTest, SentencesThatHaveChangedAreLeftOut) {
  const KnowHowReading all = knowhow(ReaderScope::everything());
  const auto card = *all.card(kListeningCard);
  CaseRecord changed = records_[0];
  changed.sections[0].text = "別の文に書き換えた。そのあとに続きがある。長さはもとの文より長い。";
  write_cases(library_, {changed});
  const auto evidence = read_evidence(reading(ReaderScope::everything()), *all.findings,
                                      card.item_number, all_of(*card.item));
  ASSERT_TRUE(evidence);
  EXPECT_EQ(evidence->size(), 4U);
}

TEST_F(KnowHowTest, WhatPeopleSaidIsLaidOverTheFindings) {
  const KnowHowReading all = knowhow(ReaderScope::everything());
  const auto card = *all.card(kListeningCard);
  auto evidence = read_evidence(reading(ReaderScope::everything()), *all.findings, card.item_number,
                                all_of(*card.item));
  ASSERT_TRUE(evidence);
  EvidenceDecision decision;
  decision.card = kListeningCard;
  decision.place.case_id = evidence->front().case_id;
  decision.sentence_key = sentence_key(evidence->front().sentence);
  decision.confirmed = false;
  Catalogue catalogue = *all.catalogue;
  catalogue.decisions = {decision};
  add_verdicts(catalogue, "K02", *evidence);
  EXPECT_FALSE(evidence->front().said);
  add_verdicts(catalogue, kListeningCard, *evidence);
  EXPECT_EQ(evidence->front().said, false);
  EXPECT_FALSE(evidence->back().said);
}

TEST_F(KnowHowTest, MarksOfACaseStandWhereItsSentencesStand) {
  const KnowHowReading all = knowhow(ReaderScope::everything());
  CaseBrief brief;
  brief.id = "d-1";
  brief.parts.push_back({"節", records_[1].sections[0].text, {3}});
  const auto marks = marks_of_case(*all.findings, *all.catalogue, brief);
  ASSERT_EQ(marks.size(), 1U);
  EXPECT_EQ(marks[0].card, kListeningCard);
  EXPECT_EQ(marks[0].cases, 5U);
  const std::vector<std::string>& asked = all.catalogue->find(kListeningCard)->card.questions;
  ASSERT_FALSE(asked.empty());
  EXPECT_EQ(questions_of_marks({marks[0], marks[0]}, *all.catalogue, 4),
            std::vector<std::string>{asked.front()});
  EXPECT_TRUE(questions_of_marks(marks, *all.catalogue, 0).empty());
  EXPECT_TRUE(questions_of_marks(marks, Catalogue(), 4).empty());
  brief.parts[0].text += "続き。";
  EXPECT_EQ(marks_of_case(*all.findings, *all.catalogue, brief).size(), 1U);
  brief.parts[0].text = "前。" + brief.parts[0].text;
  EXPECT_TRUE(marks_of_case(*all.findings, *all.catalogue, brief).empty());
  brief.parts.clear();
  EXPECT_TRUE(marks_of_case(*all.findings, *all.catalogue, brief).empty());
  brief.id = "none";
  EXPECT_TRUE(marks_of_case(*all.findings, *all.catalogue, brief).empty());
}

}  // namespace
}  // namespace kizuki::test
