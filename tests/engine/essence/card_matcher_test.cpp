#include "engine/essence/card_matcher.hpp"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "tests/engine/essence/essence_fixture.hpp"

namespace kizuki::test {
namespace {

/// The card that fits best, empty when none is accepted.
std::string best_card(const std::shared_ptr<const CardMatcher>& matcher, const std::string& text,
                      StepBits steps) {
  SentenceMatcher sentences(matcher);
  const SentenceTraits traits = traits_of(text);
  std::vector<CardMatch> matches;
  sentences.match(traits, steps, sentences.action(traits, steps), matches);
  return matches.empty() ? "" : matcher->cards()[matches.front().card].id;
}

TEST(CardMatcher, MatchesActsAndRejectsTheRest) {
  struct Row {
    const char* sentence;
    StepBits steps;
    const char* card;
  };
  for (const Row& row :
       {Row{"診断士は途中で口を挟まず、社長の話が終わるまで黙って聴いた。", 0b100, "K01"},
        Row{"支援員は若手を含む従業員10名と一人ずつ面談し、本音を聞き取った。", 0b100, "K06"},
        Row{"誰がいつまでに行うかを一覧にした行動計画表を作った。", 0b110000, "K14"},
        Row{"当社は昭和40年創業の金属加工業である。", 0, ""},
        Row{"売上高は前年より1割減り、3期連続の赤字であった。", 0, ""}}) {
    EXPECT_EQ(best_card(shipped_matcher(), row.sentence, row.steps), row.card) << row.sentence;
  }
}

TEST(CardMatcher, OrderOfCardsChangesNoScore) {
  std::vector<KnowHowCard> some(shipped_cards().begin(), shipped_cards().begin() + 5);
  const auto one = matcher_of(some);
  std::reverse(some.begin(), some.end());
  const auto two = matcher_of(some);
  const SentenceTraits traits = traits_of("社長の話を遮らずに二時間聴き続けた。");
  std::vector<CardMatch> first;
  std::vector<CardMatch> second;
  SentenceMatcher(one).match(traits, 0b100, 1, first);
  SentenceMatcher(two).match(traits, 0b100, 1, second);
  ASSERT_FALSE(first.empty());
  ASSERT_EQ(first.size(), second.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(one->cards()[first[i].card].id, two->cards()[second[i].card].id);
    EXPECT_EQ(first[i].score, second[i].score);
  }
}

TEST(CardMatcher, CounterExamplesVeto) {
  const std::string sentence = "社長の話を遮らずに二時間聴き続けた。";
  std::vector<KnowHowCard> cards(shipped_cards().begin(), shipped_cards().begin() + 5);
  EXPECT_EQ(best_card(matcher_of(cards), sentence, 0b100), "K01");
  cards.front().counter_examples.push_back(sentence);
  EXPECT_NE(best_card(matcher_of(cards), sentence, 0b100), "K01");
}

TEST(CardMatcher, AnExampleTeachesANewCard) {
  std::vector<KnowHowCard> cards(shipped_cards().begin(), shipped_cards().begin() + 5);
  const std::string sentence =
      "商店街の空き店舗で月に一度の朝市を開き、近隣の農家にも出店を呼びかけた。";
  KnowHowCard card;
  card.id = "X1";
  card.label = "朝市を開く";
  card.typical_steps = {6};
  card.examples = {"空き店舗で朝市を開き、農家に出店を呼びかけた。",
                   "商店街で月に一度の朝市を開くことにした。",
                   "近隣の農家に声をかけ、店先で朝市を開いた。"};
  cards.push_back(card);
  EXPECT_EQ(best_card(matcher_of(cards), sentence, 0b100000), "X1");
}

TEST(CardMatcher, NoCardsMatchNothing) {
  EXPECT_EQ(best_card(matcher_of({}), "社長の話を聴いた。", 0b100), "");
}

TEST(CardMatcher, ConfidenceGrowsWithTheScore) {
  const SentenceMatcher sentences(shipped_matcher());
  EXPECT_LT(sentences.confidence(kAcceptScore), sentences.confidence(1.0F));
  EXPECT_LT(sentences.confidence(1.0F), sentences.confidence(3.0F));
  EXPECT_GT(sentences.confidence(3.0F), 0.9F);
  EXPECT_LE(sentences.confidence(30.0F), 1.0F);
}

}  // namespace
}  // namespace kizuki::test
