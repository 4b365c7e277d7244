#include "engine/tagging/gram.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

std::vector<std::u32string> texts_of(std::u32string_view passage, GramKind kind) {
  std::vector<Gram> grams;
  collect_grams(passage, grams);
  std::vector<std::u32string> out;
  for (const Gram& gram : grams) {
    if (gram_kind(gram.key) == kind) {
      out.emplace_back(passage.substr(gram.begin, gram.end - gram.begin));
    }
  }
  return out;
}

using Texts = std::vector<std::u32string>;

TEST(Grams, BigramsAndTrigramsCoverTheSentence) {
  EXPECT_EQ(texts_of(U"現場を見", GramKind::kBigram), (Texts{U"現場", U"場を", U"を見"}));
  EXPECT_EQ(texts_of(U"現場を見", GramKind::kTrigram), (Texts{U"現場を", U"場を見"}));
  EXPECT_TRUE(texts_of(U"", GramKind::kBigram).empty());
  EXPECT_TRUE(texts_of(U"見", GramKind::kBigram).empty());
}

TEST(Grams, NumbersAreAllTheSame) {
  std::vector<Gram> short_number;
  std::vector<Gram> long_number;
  collect_grams(U"月3件", short_number);
  collect_grams(U"月1200件", long_number);
  ASSERT_EQ(short_number.size(), long_number.size());
  for (std::size_t i = 0; i < short_number.size(); ++i) {
    EXPECT_EQ(short_number[i].key, long_number[i].key);
  }
  EXPECT_EQ(long_number.front().end, 5U);
}

TEST(Grams, WordsAreRunsOfOneScript) {
  EXPECT_EQ(texts_of(U"社員が辞めたパート事業承継", GramKind::kWord),
            (Texts{U"社員", U"社員が", U"辞め", U"パート", U"事業承継"}));
}

TEST(Grams, NamesDoNotClashAcrossKinds) {
  std::vector<Gram> grams;
  collect_grams(U"事業承継の相談を受け、後継者と話す。", grams);
  std::set<GramKey> keys;
  std::set<std::u32string> texts;
  const std::u32string passage = U"事業承継の相談を受け、後継者と話す。";
  for (const Gram& gram : grams) {
    keys.insert(gram.key);
    texts.insert(passage.substr(gram.begin, gram.end - gram.begin) +
                 static_cast<char32_t>(U'0' + static_cast<unsigned>(gram_kind(gram.key))));
  }
  EXPECT_EQ(keys.size(), texts.size());
}

}  // namespace
}  // namespace kizuki
