#include "engine/query/near_word.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/utf8.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

/// The definition, without a limit.
std::size_t reference_slips(const std::u32string& left, const std::u32string& right) {
  std::vector<std::vector<std::size_t>> d(left.size() + 1,
                                          std::vector<std::size_t>(right.size() + 1));
  for (std::size_t i = 0; i <= left.size(); ++i) {
    for (std::size_t j = 0; j <= right.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      const std::size_t change = left[i - 1] == right[j - 1] ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[left.size()][right.size()];
}

std::string near(const std::string& word, const std::vector<std::pair<std::string, int>>& known) {
  NearWords words(word);
  for (const auto& [other, cases] : known) {
    std::u32string characters;
    for (std::size_t at = 0; at < other.size();) characters += utf8_next(other, at);
    words.offer(characters, static_cast<std::uint64_t>(cases));
  }
  std::string out;
  for (const std::string& other : std::move(words).take()) out += (out.empty() ? "" : " ") + other;
  return out;
}

TEST(CountSlipsTest, AgreesWithTheDefinition) {
  std::mt19937_64 random(test_seed());
  const auto word = [&] {
    std::u32string text(random() % 9, U'a');
    for (char32_t& c : text) c = U"abc"[random() % 3];
    return text;
  };
  for (int round = 0; round < 3'000; ++round) {
    const std::u32string left = word();
    const std::u32string right = word();
    const std::size_t limit = random() % 4;
    EXPECT_EQ(count_slips(left, right, limit), std::min(reference_slips(left, right), limit + 1));
  }
}

TEST(NearWordsTest, FindsOneSlip) {
  const std::vector<std::pair<std::string, int>> known{
      {"事業承継", 5}, {"補助金", 9}, {"補助具", 2}, {"資金繰り", 3}, {"補助", 7}};
  EXPECT_EQ(near("事業継承", known), "事業承継");
  EXPECT_EQ(near("補助筋", known), "補助金 補助 補助具");
  EXPECT_EQ(near("資金操り", known), "資金繰り");
  EXPECT_EQ(near("補助金", known), "補助 補助具");
}

TEST(NearWordsTest, LongWordsMayHaveTwo) {
  EXPECT_EQ(near("キヤッシユフロー", {{"キャッシュフロー", 1}}), "キャッシュフロー");
  EXPECT_EQ(near("サツビス", {{"サービス業", 1}}), "");
}

TEST(NearWordsTest, LeavesShortAndEndlessWordsAlone) {
  EXPECT_FALSE(NearWords("資金").has_effect());
  EXPECT_FALSE(NearWords(std::string(100, 'a')).has_effect());
  EXPECT_EQ(near("資金", {{"資質", 1}}), "");
}

TEST(NearWordsTest, KeepsTheBestWhateverTheOrder) {
  std::vector<std::pair<std::string, int>> known;
  for (char c = 'a'; c <= 'j'; ++c) known.emplace_back(std::string("xy") + c, 1 + c % 5);
  const std::string best = near("xyz", known);
  std::reverse(known.begin(), known.end());
  EXPECT_EQ(near("xyz", known), best);
  EXPECT_EQ(best, "xyc xyh xyb xyg");
}

}  // namespace
}  // namespace kizuki
