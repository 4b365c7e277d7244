// Sentences near the border go to the card whose sentences they are like.
#include "engine/essence/card_growth.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/essence/essence_fixture.hpp"

namespace kizuki::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// 0–3 tell of listening, 4–6 of plans; 7 of listening, 8 of a plan, 9 of neither.
const std::vector<std::string>& texts() {
  static const std::vector<std::string> kTexts = {
      "診断士は途中で口を挟まず、社長の話を最後まで聴いた。",
      "支援員は口を挟まず、女将の話を最後まで聴いた。",
      "担当者は話を遮らず、最後まで社長の話を聴いた。",
      "相談員は途中で口を挟まずに最後まで話を聴いた。",
      "担当と期限を決めた行動計画表を作った。",
      "誰がいつまでに行うか、担当と期限を行動計画表に書いた。",
      "行動計画表に担当と期限を入れて貼り出した。",
      "専門家も口を挟まず、工場長の話を最後まで聴いた。",
      "担当と期限の入った行動計画表を配った。",
      "梅雨前線は日本列島に沿って停滞した。"};
  return kTexts;
}

std::vector<DiscoverySentence> sentences() {
  std::vector<DiscoverySentence> out;
  for (std::size_t i = 0; i < texts().size(); ++i) {
    out.push_back({static_cast<std::uint32_t>(i), 0b100, 1000 - i,
                   discovery_features(traits_of(texts()[i]))});
  }
  return out;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> grown(
    const std::vector<DiscoverySentence>& input, const std::vector<SentenceGroup>& groups,
    const std::vector<PossibleMatch>& possible) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
  for (const PossibleMatch& match : grow_cards(input, groups, possible, {})) {
    out.emplace_back(match.sentence, match.card);
  }
  return out;
}

const std::vector<SentenceGroup> kGroups = {{0, 1, 2, 3}, {4, 5, 6}};

TEST(CardGrowth, TakesWhatTheCardsSentencesAreLike) {
  EXPECT_THAT(grown(sentences(), kGroups,
                    {{7, 0, 0.2F}, {7, 1, 0.3F}, {8, 0, 0.4F}, {8, 1, 0.1F}, {9, 0, 0.45F}}),
              ElementsAre(std::pair{7U, 0U}, std::pair{8U, 1U}));
  EXPECT_THAT(grown(sentences(), kGroups, {}), IsEmpty());
}

TEST(CardGrowth, OneSentenceIsNoCompany) {
  EXPECT_THAT(grown(sentences(), {{0}, {}}, {{7, 0, 0.4F}, {8, 1, 0.4F}}), IsEmpty());
}

TEST(CardGrowth, GivesACardOneSentenceOfACase) {
  auto input = sentences();
  input[3].case_number = 7;  // its group has one of the case already
  EXPECT_THAT(grown(input, kGroups, {{7, 0, 0.4F}}), IsEmpty());
  input = sentences();
  input[3].case_number = 7;
  EXPECT_THAT(grown(input, {{0, 1, 2}, {4, 5, 6}}, {{7, 0, 0.2F}, {3, 0, 0.3F}}),
              ElementsAre(std::pair{3U, 0U}));
}

TEST(CardGrowth, TheOrderOfTheInputChangesNothing) {
  const auto plain = sentences();
  const std::vector<PossibleMatch> possible = {{7, 0, 0.2F}, {8, 1, 0.2F}, {9, 1, 0.2F}};
  const auto expected = grown(plain, kGroups, possible);
  ASSERT_FALSE(expected.empty());
  std::vector<DiscoverySentence> turned(plain.rbegin(), plain.rend());
  const auto place = [&](std::uint32_t i) {
    return static_cast<std::uint32_t>(plain.size()) - 1 - i;
  };
  std::vector<SentenceGroup> groups = kGroups;
  for (SentenceGroup& group : groups) {
    for (std::uint32_t& member : group) member = place(member);
  }
  std::vector<PossibleMatch> matches(possible.rbegin(), possible.rend());
  for (PossibleMatch& match : matches) match.sentence = place(match.sentence);
  auto found = grown(turned, groups, matches);
  for (auto& [sentence, card] : found) sentence = place(sentence);
  EXPECT_EQ(found, expected);
}

}  // namespace
}  // namespace kizuki::test
