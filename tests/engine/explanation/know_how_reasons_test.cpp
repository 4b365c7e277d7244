#include "engine/explanation/know_how_reasons.hpp"

#include <string>
#include <utility>
#include <vector>

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

TEST(SurestKnowHowTest, KeepsTheSurestSentenceOfEachCardAndTheFirstOfEquals) {
  SurestKnowHow gathered;
  gathered.add({"K1", "甲", 0, 0.5F, "一"});
  gathered.add({"K2", "乙", 1, 0.75F, "二"});
  gathered.add({"K1", "甲", 2, 0.75F, "三"});
  gathered.add({"K2", "乙", 3, 0.75F, "四"});
  gathered.add({"K3", "丙", 3, 0.9F, "五"});
  gathered.add({"K1", "甲", 4, 0.1F, "六"});
  std::vector<std::string> lines;
  for (const ShownKnowHow& one : std::move(gathered).take()) {
    lines.push_back(one.card + one.label + one.sentence + std::to_string(one.section));
  }
  EXPECT_THAT(lines, testing::ElementsAre("K3丙五3", "K1甲三2", "K2乙二1"));
}

TEST(SurestKnowHowTest, OfNothingIsNothing) { EXPECT_TRUE(SurestKnowHow().take().empty()); }

TEST(KnowHowReasonsTest, OfTheCasesOwnOnlyTheFirstFew) {
  const auto reasons =
      compare_know_how({}, {shown("K1"), shown("K2"), shown("K3"), shown("K4"), shown("K5")});
  EXPECT_EQ(reasons.size(), kMaxOwnKnowHow);
  EXPECT_EQ(reasons.back().card, "K3");
  EXPECT_TRUE(compare_know_how({shown("K1")}, {}).empty());
}

}  // namespace
}  // namespace kizuki
