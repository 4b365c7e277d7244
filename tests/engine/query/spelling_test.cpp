#include "engine/query/spelling.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/query/query_parser.hpp"
#include "tests/engine/query/query_fixture.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

using Words = std::vector<std::string>;

constexpr std::string_view kReadings =
    "ウリアゲ\t売り上げ\t売上\t売上げ\n"
    "キヅク\t気付く\t気づく\tきづく\n"
    "コウケイシャ\t後継者\n"
    "コドモ\t子供\tこども\t小人\t子ども\n"
    "ヤメル\t辞める\tやめる\t止める\n";

std::string joined(const Words& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::string others(std::string_view word, std::string_view reading) {
  return joined(other_spellings(word, reading, ReadingTable::over(kReadings)));
}

TEST(SpellingTest, KanjiInTheSameOrderAreTheSameWord) {
  EXPECT_EQ(others("売上", "ウリアゲ"), "売り上げ 売上げ");
  EXPECT_EQ(others("気づく", "キヅク"), "気付く きづく");
  EXPECT_EQ(others("子ども", "コドモ"), "子供 こども");
}

TEST(SpellingTest, OtherKanjiAreAnotherWord) {
  EXPECT_EQ(others("辞める", "ヤメル"), "やめる");
  EXPECT_EQ(others("小人", "コドモ"), "こども");
}

TEST(SpellingTest, WhatIsWrittenInKanaIsNoSpellingOfOneWord) {
  EXPECT_EQ(others("やめる", "ヤメル"), "");
  EXPECT_EQ(others("売上", ""), "");
}

TEST(SpellingTest, KatakanaDoNotMindTheLastVowelMark) {
  EXPECT_EQ(others("サーバ", "サーバ"), "サーバー");
  EXPECT_EQ(others("サーバー", "サーバー"), "サーバ");
  EXPECT_EQ(others("ヴァイオリン", ""), "ヴァイオリンー バイオリン");
  EXPECT_EQ(others("キー", ""), "");
  EXPECT_EQ(others("カバー", ""), "");  // カバ is something else
}

TEST(SpellingTest, KanaOfThreeCharactersAndMoreAreRead) {
  const ReadingTable readings = ReadingTable::over(kReadings);
  EXPECT_EQ(joined(words_read_as("こうけいしゃ", readings)), "後継者");
  EXPECT_EQ(joined(words_read_as("やめる", readings)), "辞める 止める");
  for (const char* none : {"", "やめ", "コウケイシャ", "後継者", "こうけいしゃx"}) {
    EXPECT_EQ(joined(words_read_as(none, readings)), "") << none;
  }
}

// What it is for.

class SpellingSearchTest : public testing::Test {
 protected:
  SpellingSearchTest()
      : index_(
            {{"public",
              {make_case("a", "甲", {"売り上げが減った。"}), make_case("b", "乙", {"売上の話。"}),
               make_case("c", "丙", {"後継者がいない。"}),
               make_case("d", "丁", {"サーバーを置く。"}), make_case("e", "戊", {"自ら気付いた。"}),
               make_case("f", "己", {"辞めた人。"})}}}) {
    auto knowledge = std::make_shared<QueryKnowledge>();
    knowledge->readings = std::make_shared<const ReadingTable>(ReadingTable::over(kReadings));
    searcher_ = std::make_unique<Searcher>(index_.searcher({}, nullptr, std::move(knowledge)));
  }

  Words found(const std::string& query, bool variants = true) {
    SearchOptions options;
    options.choices.variants = variants;
    return ids_of(searcher_->search(parse_query(query).value(), options).value());
  }

  TestIndex index_;
  std::unique_ptr<Searcher> searcher_;
};

TEST_F(SpellingSearchTest, FindsWhatIsWrittenOtherwise) {
  EXPECT_EQ(found("売上"), (Words{"b", "a"}));
  EXPECT_EQ(found("売り上げ"), (Words{"a", "b"}));
  EXPECT_EQ(found("サーバ"), Words{"d"});
  EXPECT_EQ(found("気づいた"), Words{"e"});
}

TEST_F(SpellingSearchTest, FindsKanjiByKana) {
  EXPECT_EQ(found("こうけいしゃ"), Words{"c"});
  EXPECT_EQ(found("やめる"), Words{"f"});
  EXPECT_EQ(found("やめる -こうけいしゃ 課題:hr"), Words{});
}

TEST_F(SpellingSearchTest, CanBeSwitchedOff) {
  EXPECT_EQ(found("売上", false), Words{"b"});
  EXPECT_EQ(found("こうけいしゃ", false), Words{});
}

TEST_F(SpellingSearchTest, QuotedWordsAreMeantAsTheyStand) {
  EXPECT_EQ(found("\"売上\""), Words{"b"});
}

TEST_F(SpellingSearchTest, NamesWhatStandsForTheWord) {
  const HitList list = searcher_->search(parse_query("こうけいしゃ").value(), {}).value();
  ASSERT_EQ(list.hits.size(), 1u);
  ASSERT_EQ(list.hits[0].matched.size(), 1u);
  EXPECT_EQ(list.hits[0].matched[0].word, "後継者");
  EXPECT_EQ(list.hits[0].matched[0].asked, "こうけいしゃ");
  EXPECT_EQ(list.hits[0].matched[0].kind, RankedGroup::Kind::kReading);
}

}  // namespace
}  // namespace kizuki
