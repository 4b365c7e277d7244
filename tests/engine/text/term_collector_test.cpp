#include "engine/text/term_collector.hpp"

#include <string>

#include <gtest/gtest.h>

#include "tests/engine/text/analysis_support.hpp"

namespace kizuki {
namespace {

TEST(TermCollectorTest, KeepsWhatWordsSay) {
  const struct {
    std::string_view text;
    std::string_view expected;
  } cases[] = {
      {"社長が走り出した。", "社長 走り出す"},
      {"そのような事のために検討することができる。", "検討"},
      {"とても美しい", "美しい"},
      {"", ""},
      {"。、！？（）…", ""},
  };
  for (const auto& one : cases) EXPECT_EQ(terms(one.text), one.expected) << one.text;
}

TEST(TermCollectorTest, CompoundsAreFoundByTheirParts) {
  EXPECT_EQ(terms("事業承継"), "事業承継 +事業 +承継");
  EXPECT_EQ(terms("後継者"), "後継者 +後継");
  EXPECT_EQ(terms("M&A"), "m&a");
}

TEST(TermCollectorTest, PartsSpanTheWholeCompound) {
  const AnalyzedText analysis = analyzed("次は事業承継。");
  for (const IndexTerm& term : analysis.terms()) {
    if (term.kind != TermKind::kPart) continue;
    EXPECT_EQ(term.span, (TextSpan{6, 18})) << term.text;
  }
}

TEST(TermCollectorTest, LettersAndDigitsJoin) {
  EXPECT_EQ(terms("ISO9001"), "iso9001 +iso +9001");
  EXPECT_EQ(terms("ＩＳＯ９００１"), terms("ISO9001"));
  EXPECT_EQ(terms("ISO 9001"), "iso 9001");
  EXPECT_EQ(terms("B2B"), "b2b");
  EXPECT_EQ(terms("5S活動"), "5s活動 +5s +活動");
  EXPECT_EQ(terms("4P"), "4p");
}

TEST(TermCollectorTest, EnclosedNumbersDoNotJoin) {
  EXPECT_EQ(terms("②5S活動"), "5s活動 +5s +活動");
  EXPECT_EQ(terms("①2024年"), "2024 年");
  EXPECT_EQ(terms("30㎡"), "30m2 +30");
}

TEST(TermCollectorTest, LongMixturesAreNotJoined) {
  const std::string mixture = repeated("ab12", 40);
  const AnalyzedText analysis = analyzed(mixture);
  for (const IndexTerm& term : analysis.terms()) EXPECT_LE(term.text.size(), 2U);
}

TEST(TermCollectorTest, NumbersOfTwoCharactersAndMoreAreKept) {
  EXPECT_EQ(terms("令和4年"), "令和 年");
  EXPECT_EQ(terms("2024年"), "2024 年");
  EXPECT_EQ(terms("二十年"), "二十 年");
  EXPECT_EQ(terms("1,200万円"), "1200万 円");
  EXPECT_EQ(terms("3.5％"), "3.5");
}

TEST(TermCollectorTest, UnknownWordsGiveBigramsWithTheirOwnPlace) {
  EXPECT_EQ(terms("ヌメロン"), "ヌメロン ~ヌメ ~メロ ~ロン");
  EXPECT_EQ(terms("ヌメ"), "ヌメ");
  EXPECT_EQ(terms("zyx"), "zyx");
  EXPECT_EQ(terms("12345"), "12345");
  const AnalyzedText analysis = analyzed("約ﾇﾒﾛﾝ");
  std::string places;
  for (const IndexTerm& term : analysis.terms()) {
    if (term.kind == TermKind::kBigram) {
      places += std::to_string(term.span.begin) + "-" + std::to_string(term.span.end) + " ";
    }
  }
  EXPECT_EQ(places, "3-9 6-12 9-15 ");
}

TEST(TermCollectorTest, TermsAreShortEnoughForAnyIndex) {
  for (const std::string_view one : {"a", "ヌ", "7", "한"}) {
    const AnalyzedText analysis = analyzed(repeated(one, 1000));
    ASSERT_FALSE(analysis.terms().empty());
    for (const IndexTerm& term : analysis.terms()) {
      EXPECT_LE(term.text.size(), kMaxTermBytes);
      EXPECT_FALSE(term.text.empty());
    }
  }
}

}  // namespace
}  // namespace kizuki
