#include "engine/essence/case_cards.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizuki::test {
namespace {

using testing::ElementsAre;

ScannedSentence sentence_at(std::uint32_t begin, std::vector<CardMatch> matches) {
  ScannedSentence out;
  out.span = {begin, begin + 10};
  out.matches = std::move(matches);
  return out;
}

KnowHowCard card_named(const std::string& id) {
  KnowHowCard card;
  card.id = id;
  return card;
}

class CaseCardsTest : public ::testing::Test {
 protected:
  /// "CARD@SENTENCE" of each.
  std::vector<std::string> found(const std::vector<SentenceVerdict>& verdicts = {}) const {
    std::vector<std::string> out;
    for (const CaseCard& shown : cards_of_case(scan_, "case", cards_, verdicts)) {
      out.push_back(cards_[shown.card].id + "@" + std::to_string(shown.sentence) +
                    (shown.confirmed ? "!" : ""));
    }
    return out;
  }

  std::vector<KnowHowCard> cards_ = {card_named("K0"), card_named("K1"), card_named("K2")};
  ScannedCase scan_;
};

TEST_F(CaseCardsTest, OneSentenceToACardTheBestFirst) {
  scan_.sentences = {sentence_at(0, {{0, 2.0F}, {1, 1.0F}}), sentence_at(10, {{0, 3.0F}}),
                     sentence_at(20, {{1, 0.8F}})};
  // Sentence 1 has K0, so sentence 0 is left for K1, better than sentence 2.
  EXPECT_THAT(found(), ElementsAre("K0@1", "K1@0"));
  std::reverse(scan_.sentences.begin(), scan_.sentences.end());
  EXPECT_THAT(found(), ElementsAre("K0@1", "K1@2"));
}

TEST_F(CaseCardsTest, PeoplesWordGoesBeforeEveryGuess) {
  scan_.sentences = {sentence_at(0, {{0, 2.0F}}), sentence_at(10, {{1, 3.0F}})};
  const SentenceVerdict denied{"case", 0, {0, 10}, "K0", false};
  const SentenceVerdict confirmed{"case", 0, {10, 20}, "K2", true};
  const SentenceVerdict elsewhere{"other", 0, {10, 20}, "K1", false};
  const SentenceVerdict unknown{"case", 0, {10, 20}, "K9", true};
  EXPECT_THAT(found({elsewhere, unknown}), ElementsAre("K0@0", "K1@1"));
  EXPECT_THAT(found({denied}), ElementsAre("K1@1"));
  EXPECT_THAT(found({denied, confirmed}), ElementsAre("K2@1!"));
}

TEST_F(CaseCardsTest, OnlyReportsOfSupportAreReadForCards) {
  const auto may = [](const std::vector<std::string>& texts) {
    CaseRecord record;
    for (const std::string& text : texts) record.sections.emplace_back().text = text;
    return may_show_cards(record);
  };
  EXPECT_FALSE(may({}));
  EXPECT_FALSE(may({"雨が降った。"}));
  EXPECT_FALSE(may({"会長は会長として招かれた。", "会長は黙っていた。"}));
  EXPECT_TRUE(may({"社長が訪ねてきた。", "診断士は黙って聴いた。"}));
  EXPECT_TRUE(may({"コーディネーターは社長の話を聴いた。"}));
  EXPECT_FALSE(may({std::string("\xE7\xA4"), "a\xE7"})) << "broken ends";
  CaseRecord given;
  given.sections.emplace_back().text = "雨が降った。";
  given.sections.back().steps = {3};
  EXPECT_TRUE(may_show_cards(given));
  given.sections.back().steps.clear();
  given.supporter = "商工会";
  EXPECT_TRUE(may_show_cards(given));
}

}  // namespace
}  // namespace kizuki::test
