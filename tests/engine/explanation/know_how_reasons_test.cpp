#include "engine/explanation/know_how_reasons.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizuki {
namespace {

ShownKnowHow shown(const std::string& card) { return {card, "名 " + card, 2, 0.75F, "文 " + card}; }

std::vector<std::string> cards_of(const std::vector<KnowHowReason>& reasons) {
  std::vector<std::string> cards;
  cards.reserve(reasons.size());
  for (const KnowHowReason& reason : reasons) cards.push_back(reason.card);
  return cards;
}

TEST(KnowHowReasonsTest, WhatBothShowComesFirstWithBothSentences) {
  const auto reasons =
      compare_know_how({{"K2", "名 K2", 0, 0.9F, "もとの文"}}, {shown("K1"), shown("K2")});
  EXPECT_THAT(cards_of(reasons), testing::ElementsAre("K2", "K1"));
  EXPECT_EQ(reasons[0].label, "名 K2");
  EXPECT_EQ(reasons[0].asked, "もとの文");
  EXPECT_EQ(reasons[0].found, "文 K2");
  EXPECT_EQ(reasons[0].section, 2U);
  EXPECT_EQ(reasons[0].confidence, 0.75F);
  EXPECT_EQ(reasons[1].asked, "");
}

TEST(KnowHowReasonsTest, OfTheCasesOwnOnlyTheFirstFew) {
  const auto reasons =
      compare_know_how({}, {shown("K1"), shown("K2"), shown("K3"), shown("K4"), shown("K5")});
  EXPECT_EQ(reasons.size(), kMaxOwnKnowHow);
  EXPECT_EQ(reasons.back().card, "K3");
  EXPECT_TRUE(compare_know_how({shown("K1")}, {}).empty());
}

}  // namespace
}  // namespace kizuki
