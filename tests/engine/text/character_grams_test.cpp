#include "engine/text/character_grams.hpp"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/utf8.hpp"
#include "tests/engine/text/unicode_generator.hpp"
#include "tests/support/reference_grams.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

std::string shown(const std::vector<CharacterGram>& grams) {
  std::string out;
  for (const CharacterGram gram : grams) {
    if (!out.empty()) out += ' ';
    if (gram >> 32 != 0) utf8_append(out, static_cast<char32_t>(gram >> 32));
    utf8_append(out, static_cast<char32_t>(gram & 0xFFFFFFFF));
  }
  return out;
}

TEST(CharacterGramsTest, TakesPairsAndKanji) {
  struct Row {
    const char* text;
    const char* pairs;
    const char* kanji;
  };
  const Row rows[] = {
      {"", "", ""},
      {"経", "", "経"},
      {"経営革新", "経営 営革 革新", "経 営 革 新"},
      // Over borders of words, but not of two hiragana.
      {"夢を語っている", "夢を を語 語っ", "夢 語"},
      {"している", "", ""},
      // Marks and white space part.
      {"売上。利益", "売上 利益", "売 上 利 益"},
      {"売上・利益 改善\n計画", "売上 利益 改善 計画", "売 上 利 益 改 善 計 画"},
      {"売上（利益）", "売上 利益", "売 上 利 益"},
      // Full and half width, upper case, marks that compose.
      {"ＩＴ化", "it t化", "化"},
      {"IT化", "it t化", "化"},
      {"ｶﾞｲﾄﾞ", "ガイ イド", ""},
      {"カ\xE3\x82\x99イド", "ガイ イド", ""},
      {"㈱山田", "山田", "株 山 田"},
      {"サーバー", "サー ーバ バー", ""},
      {"佐々木", "佐々 々木", "佐 々 木"},
      // Not UTF-8: that piece has nothing.
      {"売上\xFF利益、現場", "現場", "現 場"},
      {"売上、\xE7\xB5", "売上", "売 上"},
  };
  for (const Row& row : rows) {
    CharacterGrams grams;
    grams.add(row.text);
    EXPECT_EQ(shown(grams.pairs()), row.pairs) << row.text;
    EXPECT_EQ(shown(grams.kanji()), row.kanji) << row.text;
  }
}

TEST(CharacterGramsTest, AddsTextsWithoutJoiningThem) {
  CharacterGrams grams;
  grams.add("売上");
  grams.add("利益");
  EXPECT_EQ(shown(grams.pairs()), "売上 利益");
  grams.clear();
  grams.add("現場");
  EXPECT_EQ(shown(grams.pairs()), "現場");
  EXPECT_EQ(shown(grams.kanji()), "現 場");
}

TEST(CharacterGramsTest, AgreesWithTheUnicodeLibraryOnAnyText) {
  const std::uint64_t seed = test_seed();
  UnicodeGenerator generator(seed);
  std::size_t found = 0;
  for (std::uint64_t round = 0; round < 3000; ++round) {
    const std::string text = generator.text(60);
    SCOPED_TRACE(describe_seed(seed, round) + " " + text);
    CharacterGrams grams;
    grams.add(text);
    const ReferenceGrams wanted = reference_grams(text);
    ASSERT_EQ(grams.pairs(), wanted.pairs);
    ASSERT_EQ(grams.kanji(), wanted.kanji);
    found += wanted.pairs.size();
  }
  EXPECT_GT(found, 3000U);
}

TEST(CharacterGramsTest, AnyBytesAreSafe) {
  std::mt19937_64 random(test_seed());
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 40, '\0');
    for (char& c : bytes)
      c = "\xE7\xB5\x8C\xE3\x80\x82\xEF\xBC\xA1\xFF"
          "a "[random() % 12];
    CharacterGrams grams;
    grams.add(bytes);
    EXPECT_LE(grams.pairs().size() + grams.kanji().size(), 4 * bytes.size());
  }
}

}  // namespace
}  // namespace kizuki
