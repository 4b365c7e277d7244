#include "engine/text/reading_table.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/paths.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

using Words = std::vector<std::string_view>;

TEST(ReadingTableTest, GivesTheWordsOfAReadingTheMostCommonFirst) {
  ReadingTableBuilder builder;
  builder.add("ウリアゲ", "売上", 5109);
  builder.add("ウリアゲ", "売り上げ", 4000);
  builder.add("ウリアゲ", "売上", 6000);
  builder.add("ウリ", "瓜", 1);
  builder.add("", "無", 1);
  builder.add("ム", "", 1);
  builder.add("ム", "無\t夢", 1);
  const std::string bytes = builder.print();
  EXPECT_EQ(bytes, "ウリ\t瓜\nウリアゲ\t売り上げ\t売上\n");
  const ReadingTable table = ReadingTable::over(bytes);
  EXPECT_EQ(table.words("ウリアゲ"), (Words{"売り上げ", "売上"}));
  EXPECT_EQ(table.words("ウリ"), Words{"瓜"});
  for (const char* unknown : {"", "ウ", "ウリア", "ウリアゲル", "ア", "ン", "ウリ\t瓜", "ウリ\n"}) {
    EXPECT_EQ(table.words(unknown), Words{}) << unknown;
  }
}

TEST(ReadingTableTest, FindsEveryEntry) {
  ReadingTableBuilder builder;
  std::vector<std::string> readings;
  for (int i = 0; i < 500; ++i) {
    readings.push_back("ヨ" + std::to_string(i * 7919 % 1000));
    builder.add(readings.back(), "語" + std::to_string(i), i);
  }
  const std::string bytes = builder.print();
  const ReadingTable table = ReadingTable::over(bytes);
  for (const std::string& reading : readings) EXPECT_FALSE(table.words(reading).empty()) << reading;
}

TEST(ReadingTableTest, AnyBytesAreSafe) {
  const std::uint64_t seed = test_seed();
  std::uint64_t state = seed;
  for (int round = 0; round < 2'000; ++round) {
    std::string bytes;
    const std::size_t size = (state = state * 6364136223846793005U + 1442695040888963407U) >> 58U;
    for (std::size_t i = 0; i < size; ++i) {
      state = state * 6364136223846793005U + 1442695040888963407U;
      bytes += "a\t\nb"[state >> 62U];
    }
    const ReadingTable table = ReadingTable::over(bytes);
    for (const char* reading : {"a", "b", "ab", "aa", ""}) {
      for (const std::string_view word : table.words(reading)) EXPECT_FALSE(word.empty());
    }
  }
}

TEST(ReadingTableTest, ShippedTableKnowsBothDictionaries) {
  const auto table = ReadingTable::open(test::built_data() / "dictionary" / "readings.tsv");
  ASSERT_TRUE(succeeded(table));
  EXPECT_EQ(table->words("ジコヘンカクリョク"), Words{"自己変革力"});
}

TEST(ReadingTableTest, TurnsHiraganaIntoKatakana) {
  EXPECT_EQ(to_katakana("こうけいしゃ"), "コウケイシャ");
  EXPECT_EQ(to_katakana("売りあげ、abcー"), "売リアゲ、abcー");
  EXPECT_EQ(to_katakana(""), "");
}

}  // namespace
}  // namespace kizuki
