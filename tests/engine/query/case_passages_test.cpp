#include "engine/query/case_passages.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

using Texts = std::vector<std::string_view>;

/// The kanji of a passage, which tell it apart.
std::string kanji_of(const CasePassages& read, const CasePassage& passage) {
  std::string out;
  for (std::size_t at = passage.kanji.begin; at < passage.kanji.end; ++at) {
    utf8_append(out, static_cast<char32_t>(read.grams().kanji()[at]));
  }
  return out;
}

std::vector<std::string> passages_of(const CasePassages& read, std::size_t characters) {
  std::vector<CasePassage> passages;
  read.passages(characters, passages);
  std::vector<std::string> out;
  std::transform(passages.begin(), passages.end(), std::back_inserter(out),
                 [&](const CasePassage& passage) { return kanji_of(read, passage); });
  return out;
}

TEST(CasePassagesTest, SentencesEndAtStopsLineBreaksAndTexts) {
  CasePassages read;
  read.read(Texts{"題", "春。夏！秋？冬\n朝", "夜"});
  EXPECT_EQ(passages_of(read, 1),
            (std::vector<std::string>{"題", "春", "夏", "秋", "冬", "朝", "夜"}));
}

TEST(CasePassagesTest, PassagesTakeWhatFits) {
  CasePassages read;
  read.read(Texts{"題名", "春が。夏は。秋"});  // 2, 3, 3 and 1 characters
  EXPECT_EQ(passages_of(read, 2), (std::vector<std::string>{"題名", "春", "夏", "秋"}));
  EXPECT_EQ(passages_of(read, 5), (std::vector<std::string>{"題名春", "春", "夏秋", "秋"}));
  EXPECT_EQ(passages_of(read, 8), (std::vector<std::string>{"題名春夏", "春夏秋", "夏秋", "秋"}));
}

TEST(CasePassagesTest, OpeningIsTheFirstPassage) {
  CasePassages read;
  read.read(Texts{"題名", "春が。夏は。秋"});
  EXPECT_EQ(kanji_of(read, read.opening(5)), "題名春");
  EXPECT_EQ(kanji_of(read, read.opening(1)), "題名") << "at least a sentence";
  EXPECT_EQ(kanji_of(read, read.opening(100)), "題名春夏秋");
}

TEST(CasePassagesTest, NothingOfNothing) {
  CasePassages read;
  read.read(Texts{"", ""});
  EXPECT_EQ(read.opening(10).pairs.size(), 0U);
  EXPECT_TRUE(passages_of(read, 10).empty());
}

TEST(CasePassagesTest, GramsOfAllSentencesAreThoseOfTheCase) {
  const std::string text = "社長は、Ａ社の現場を見た。「売上が落ちた」と話す！\r\nなぜか？";
  CasePassages read;
  read.read(Texts{"現場の改善", text});
  CharacterGrams whole;
  whole.add("現場の改善");
  whole.add(text);
  EXPECT_EQ(read.grams().pairs(), whole.pairs());
  EXPECT_EQ(read.grams().kanji(), whole.kanji());
}

TEST(CasePassagesTest, AnyBytesAreSafe) {
  CasePassages read;
  const std::string bytes =
      "\xE3\x80\x82\xFF\xE3\x80"
      "現\xE3";
  read.read(Texts{bytes});
  EXPECT_GE(passages_of(read, 1).size(), 2U);
  read.read(Texts{"短"});
  EXPECT_EQ(passages_of(read, 1), (std::vector<std::string>{"短"})) << "nothing is left over";
}

}  // namespace
}  // namespace kizuki
