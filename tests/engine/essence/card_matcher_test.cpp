#include "engine/essence/card_matcher.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

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

/// All that a matcher says of some sentences, to the bit.
std::vector<float> scores_of(const std::shared_ptr<const CardMatcher>& matcher) {
  SentenceMatcher sentences(matcher);
  std::vector<float> out;
  for (const KnowHowCard& card : shipped_cards()) {
    for (const std::string& text : {card.definition, card.examples.back()}) {
      const SentenceTraits traits = traits_of(text);
      std::vector<CardMatch> matches;
      sentences.match(traits, 0b100, 1.0F, matches);
      for (const CardMatch& match : matches) {
        out.push_back(static_cast<float>(match.card));
        out.push_back(match.score);
      }
    }
  }
  return out;
}

TEST(CardMatcher, IsRestoredToTheBit) {
  std::vector<KnowHowCard> cards = shipped_cards();
  cards[3].counter_examples.push_back(cards[3].definition);
  cards[5].examples.clear();
  const auto trained = matcher_of(cards);
  CaseSentenceReader reader(analyzer());
  const auto restored = CardMatcher::restore(trained->learned(), essence_model(), cards, reader);
  ASSERT_TRUE(restored.has_value());
  EXPECT_EQ((*restored)->learned(), trained->learned());
  const auto scores = scores_of(trained);
  EXPECT_GT(scores.size(), 40U);
  EXPECT_EQ(scores_of(*restored), scores);
}

TEST(CardMatcher, KeepsTheVectorsOfShippedCounterExamplesAlone) {
  std::vector<KnowHowCard> cards = shipped_cards();
  const std::string denied = "社長は何も話さなかった。";
  cards[3].counter_examples.push_back(denied);
  const auto trained = matcher_of(cards);
  const std::string with = trained->learned(shipped_cards());
  EXPECT_GT(with.size(), trained->learned().size());
  EXPECT_EQ(with, shipped_matcher()->learned(shipped_cards())) << "a denied sentence is no part";
  CaseSentenceReader reader(analyzer());
  const auto restored = CardMatcher::restore(with, essence_model(), cards, reader);
  ASSERT_TRUE(restored.has_value());
  EXPECT_EQ((*restored)->learned(cards), trained->learned(cards)) << "it is read all the same";
  EXPECT_EQ(scores_of(*restored), scores_of(trained));
}

TEST(CardMatcher, WhatItLearnsDependsOnIdsAndExamplesAlone) {
  const auto key = [](const std::vector<KnowHowCard>& cards, std::string_view analyzer = "a") {
    return CardMatcher::learning_key(*essence_model(), analyzer, cards);
  };
  std::vector<KnowHowCard> cards = shipped_cards();
  std::reverse(cards.begin(), cards.end());
  cards[0].label = "別の名前";
  cards[1].typical_steps = {7};
  cards[2].counter_examples.emplace_back("社長は何も話さなかった。");
  EXPECT_EQ(key(cards), key(shipped_cards()));
  // These cards learn with what the shipped ones have learned.
  CaseSentenceReader reader(analyzer());
  const auto restored =
      CardMatcher::restore(shipped_matcher()->learned(), essence_model(), cards, reader);
  ASSERT_TRUE(restored.has_value());
  EXPECT_EQ((*restored)->learned(), matcher_of(cards)->learned());
  EXPECT_EQ(scores_of(*restored), scores_of(matcher_of(cards)));

  EXPECT_NE(key(shipped_cards(), "b"), key(shipped_cards()));
  cards[3].examples.pop_back();
  EXPECT_NE(key(cards), key(shipped_cards()));
  cards = shipped_cards();
  cards[0].id = "X99";
  EXPECT_NE(key(cards), key(shipped_cards()));
}

TEST(CardMatcher, IsNotRestoredFromWhatOthersLearned) {
  const std::vector<KnowHowCard> cards(shipped_cards().begin(), shipped_cards().begin() + 4);
  const std::string learned = matcher_of(cards)->learned();
  CaseSentenceReader reader(analyzer());
  const auto code = [&](std::string_view bytes, const std::vector<KnowHowCard>& of) {
    const auto restored = CardMatcher::restore(bytes, essence_model(), of, reader);
    return restored ? ErrorCode::kIo : restored.error().code;
  };
  EXPECT_EQ(code("", cards), ErrorCode::kCorrupt);
  EXPECT_EQ(code(learned + "x", cards), ErrorCode::kCorrupt);
  EXPECT_EQ(code(learned, shipped_cards()), ErrorCode::kCorrupt);
  std::vector<KnowHowCard> fewer = cards;
  fewer[0].examples.pop_back();
  EXPECT_EQ(code(learned, fewer), ErrorCode::kCorrupt);
  for (std::size_t size = 0; size < learned.size(); size += learned.size() / 40 + 1) {
    EXPECT_EQ(code(std::string_view(learned).substr(0, size), cards), ErrorCode::kCorrupt) << size;
  }
}

TEST(CardMatcher, OrderOfCardsChangesNoScore) {
  std::vector<KnowHowCard> some = shipped_cards();
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
  std::vector<KnowHowCard> cards = shipped_cards();
  EXPECT_EQ(best_card(shipped_matcher(), sentence, 0b100), "K01");
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

TEST(CardMatcher, FewCardsHaveToBeMoreSure) {
  const auto accept = [](std::size_t cards) {
    return matcher_of({shipped_cards().begin(),
                       shipped_cards().begin() + static_cast<std::ptrdiff_t>(cards)})
        ->accept_score();
  };
  EXPECT_FLOAT_EQ(shipped_matcher()->accept_score(), kAcceptScore);
  EXPECT_NEAR(accept(15), kAcceptScore + 0.693F, 1e-3F);
  EXPECT_GT(accept(5), accept(15));
  EXPECT_EQ(accept(1), accept(4));
}

TEST(CardMatcher, TellsWhatItLeavesOpenWhenAsked) {
  SentenceMatcher sentences(shipped_matcher());
  std::size_t open = 0;
  std::size_t accepted = 0;
  for (const KnowHowCard& card : shipped_cards()) {
    SparseVector vector;
    sentences.vector(traits_of(card.definition), vector);
    std::vector<CardMatch> strict;
    std::vector<CardMatch> wide;
    sentences.match(vector, 0, 0.5F, strict);
    sentences.match(vector, 0, 0.5F, wide, kPossibleWidth);
    ASSERT_LE(strict.size(), wide.size());
    accepted += strict.size();
    for (std::size_t i = 0; i < wide.size(); ++i) {
      if (i < strict.size()) {
        EXPECT_EQ(wide[i].score, strict[i].score);
        EXPECT_GE(wide[i].score, kAcceptScore);
      } else {
        EXPECT_LT(wide[i].score, kAcceptScore);
        EXPECT_GE(wide[i].score, kAcceptScore - kPossibleWidth);
        ++open;
      }
    }
  }
  EXPECT_GT(accepted, 0U);
  EXPECT_GT(open, 0U);
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
