#include "engine/text/analyzer.hpp"

#include <algorithm>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/utf8.hpp"
#include "engine/text/normalizer.hpp"
#include "tests/engine/text/analysis_support.hpp"
#include "tests/engine/text/unicode_generator.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

using ::testing::ElementsAre;

/// All that an analysis says, as one text.
std::string describe(std::string_view text, const AnalyzedText& analysis) {
  std::ostringstream out;
  out << analysis.normalized();
  const auto add = [&](TextSpan span) {
    out << " [" << span.begin << ',' << span.end << ") " << span.of(text);
  };
  for (const TextSpan span : analysis.sentences()) add(span);
  for (const Token& token : analysis.tokens()) {
    add(token.span);
    out << ' ' << token.surface << ' ' << token.base << ' ' << token.reading << ' '
        << static_cast<int>(token.pos) << token.known << token.content << token.compound;
  }
  for (const IndexTerm& term : analysis.terms()) {
    add(term.span);
    out << ' ' << term.text << static_cast<int>(term.kind);
  }
  return out.str();
}

TEST(AnalyzerTest, KeepsSentencesTokensAndTermsOfTheOriginal) {
  const std::string text = "㈱ハルニレは、ＤＸ化を始めた。「無理だ。」と父。";
  const AnalyzedText analysis = analyzed(text);
  EXPECT_THAT(sentence_texts(text),
              ElementsAre("㈱ハルニレは、ＤＸ化を始めた。", "「無理だ。」と父。"));
  for (const Token& token : analysis.tokens()) {
    if (token.surface == "dx") {
      EXPECT_EQ(token.span.of(text), "ＤＸ");
    }
    if (token.surface == "株") {
      EXPECT_EQ(token.span.of(text), "㈱");
    }
  }
  EXPECT_EQ(terms("始めた。父"), "始める 父");
}

TEST(AnalyzerTest, RefusesInvalidUtf8AndSaysWhere) {
  Analyzer analyzer(shared_model());
  AnalyzedText analysis;
  const std::string_view cases[] = {"事業\xFF承継", "\x82\xA0", "事\xE6\xA5",
                                    "\xED\xA0\x80", "\xC0\x80", "\xF5\x80\x80\x80"};
  for (const std::string_view text : cases) {
    ASSERT_TRUE(succeeded(analyzer.analyze("前の文章", analysis)));
    const auto done = analyzer.analyze(text, analysis);
    ASSERT_EQ(failure_name(done), "invalid_encoding");
    EXPECT_TRUE(analysis.tokens().empty());
    EXPECT_TRUE(analysis.sentences().empty());
  }
  EXPECT_NE(analyzer.analyze(cases[0], analysis).error().message.find("7バイト目"),
            std::string::npos);
}

TEST(AnalyzerTest, TakesTextsUpToOneMebibyte) {
  Analyzer analyzer(shared_model());
  AnalyzedText analysis;
  const std::string text = repeated("売上が落ちた。\n", (1U << 20) / 22);
  EXPECT_TRUE(succeeded(analyzer.analyze(text, analysis)));
  EXPECT_EQ(failure_name(analyzer.analyze(std::string((1U << 20) + 1, 'a'), analysis)),
            "limit_exceeded");
}

TEST(AnalyzerTest, GivesMemoryBackAfterALargeText) {
  Analyzer analyzer(shared_model());
  AnalyzedText analysis;
  ASSERT_TRUE(succeeded(analyzer.analyze(repeated("売上が落ちた。", 40'000), analysis)));
  EXPECT_GT(analysis.memory_bytes(), std::size_t{8} << 20);
  ASSERT_TRUE(succeeded(analyzer.analyze("売上が落ちた。", analysis)));
  EXPECT_LT(analysis.memory_bytes(), std::size_t{1} << 20);
}

TEST(AnalyzerTest, NulAndControlCharactersAreWhiteSpace) {
  const std::string text = std::string("事業\0承継\x01計画\x1B[31m", 25);
  EXPECT_EQ(surfaces(text), "事業/承継/計画/[/31/m");
  EXPECT_EQ(surfaces("事業\u0085承継\u2028計画"), "事業/承継/計画");
}

TEST(AnalyzerTest, JoinersAndVariationSelectorsDoNotHideWords) {
  EXPECT_EQ(terms("事業\u200B承継"), terms("事業承継"));
  EXPECT_EQ(terms("葛\U000E0100城"), terms("葛城"));
  EXPECT_EQ(terms("\u202E社長\u202C"), "社長");
  const std::string text = "葛\U000E0100城市";
  const AnalyzedText analysis = analyzed(text);
  EXPECT_EQ(analysis.tokens()[0].span.of(text), "葛\U000E0100城");
}

TEST(AnalyzerTest, HalfWidthAndComposedFormsAreTheSameWords) {
  EXPECT_EQ(terms("ｶﾞｽ工事"), terms("ガス工事"));
  EXPECT_EQ(terms("カ\u3099ス工事"), terms("ガス工事"));
  EXPECT_EQ(terms("㌔"), terms("キロ"));
  EXPECT_EQ(terms("ＤＸ"), terms("dx"));
}

TEST(AnalyzerTest, ModelNamesTheMissingFile) {
  AnalyzerFiles files = AnalyzerFiles::under("/nonexistent");
  EXPECT_EQ(failure_name(AnalyzerModel::load(files)), "not_found");
  files = AnalyzerFiles::under(test::built_data());
  files.compound_parts = "/nonexistent/parts.tsv";
  const auto model = AnalyzerModel::load(files);
  ASSERT_EQ(failure_name(model), "not_found");
  EXPECT_EQ(model.error().file, "/nonexistent/parts.tsv");
}

TEST(AnalyzerTest, ReusedObjectsGiveTheSameAsNewOnes) {
  UnicodeGenerator generator(test_seed());
  Analyzer analyzer(shared_model());
  AnalyzedText analysis;
  for (std::uint64_t round = 0; round < 300; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    const std::string text = generator.text(200);
    ASSERT_TRUE(succeeded(analyzer.analyze(text, analysis)));
    ASSERT_EQ(describe(text, analysis), describe(text, analyzed(text)));
  }
}

/// True for characters that may lie outside of all sentences.
bool may_be_left_out(std::string_view character) {
  const std::string normal = *normalized_form(character);
  return normal.find_first_not_of(" \n") == std::string::npos;
}

void expect_sentences_cover(const std::string& text, const AnalyzedText& analysis) {
  std::uint32_t covered = 0;
  const auto check_gap = [&](std::uint32_t end) {
    for (std::size_t at = covered; at < end;) {
      const std::size_t begin = at;
      utf8_next(text, at);
      ASSERT_TRUE(may_be_left_out(std::string_view(text).substr(begin, at - begin))) << begin;
    }
  };
  for (const TextSpan sentence : analysis.sentences()) {
    ASSERT_FALSE(sentence.empty());
    ASSERT_GE(sentence.begin, covered);
    ASSERT_TRUE(utf8_is_border(text, sentence.begin));
    ASSERT_TRUE(utf8_is_border(text, sentence.end));
    check_gap(sentence.begin);
    covered = sentence.end;
  }
  check_gap(static_cast<std::uint32_t>(text.size()));
}

/// True when the original stretch became something else as a whole.
bool is_one_change(const NormalizedText& normalized, TextSpan original) {
  const auto& changes = normalized.offsets.changes();
  return std::any_of(changes.begin(), changes.end(),
                     [&](const auto& change) { return change.original.contains(original); });
}

void expect_tokens_in_order(const std::string& text, const AnalyzedText& analysis) {
  NormalizedText normalized;
  ASSERT_TRUE(succeeded(normalize(text, normalized)));
  std::size_t sentence = 0;
  TextSpan previous;
  for (const Token& token : analysis.tokens()) {
    while (sentence < analysis.sentences().size() &&
           analysis.sentences()[sentence].end < token.span.end) {
      ++sentence;
    }
    ASSERT_LT(sentence, analysis.sentences().size());
    ASSERT_TRUE(analysis.sentences()[sentence].contains(token.span));
    ASSERT_FALSE(token.span.empty());
    ASSERT_FALSE(token.surface.empty());
    ASSERT_FALSE(token.base.empty());
    ASSERT_TRUE(utf8_is_border(text, token.span.begin));
    ASSERT_TRUE(utf8_is_border(text, token.span.end));
    ASSERT_GE(token.span.begin, previous.begin);
    ASSERT_GE(token.span.end, previous.end);
    if (token.span.overlaps(previous)) {
      ASSERT_TRUE(is_one_change(normalized, {token.span.begin, previous.end}));
    }
    previous = token.span;
  }
}

void expect_terms_in_order(const std::string& text, const AnalyzedText& analysis) {
  std::uint32_t previous = 0;
  for (const IndexTerm& term : analysis.terms()) {
    ASSERT_FALSE(term.text.empty());
    ASSERT_LE(term.text.size(), kMaxTermBytes);
    ASSERT_TRUE(utf8_is_valid(term.text));
    ASSERT_FALSE(term.span.empty());
    ASSERT_TRUE(utf8_is_border(text, term.span.begin));
    ASSERT_TRUE(utf8_is_border(text, term.span.end));
    if (term.kind == TermKind::kWord) {
      ASSERT_GE(term.span.begin, previous);
      previous = term.span.begin;
    }
  }
}

/// Surfaces and white space make up the normalised copy: nothing is lost on the way.
void expect_tokens_cover(const AnalyzedText& analysis) {
  std::string bare;
  for (const char c : analysis.normalized()) {
    if (c != ' ' && c != '\n') bare += c;
  }
  std::string together;
  for (const Token& token : analysis.tokens()) together += token.surface;
  ASSERT_EQ(together, bare);
}

TEST(AnalyzerTest, AnyTextIsCoveredInOrderOnCharacterBorders) {
  UnicodeGenerator generator(test_seed() + 3);
  Analyzer analyzer(shared_model());
  AnalyzedText analysis;
  for (std::uint64_t round = 0; round < 3000; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    const std::string text = generator.text(120);
    ASSERT_TRUE(succeeded(analyzer.analyze(text, analysis)));
    expect_sentences_cover(text, analysis);
    expect_tokens_in_order(text, analysis);
    expect_terms_in_order(text, analysis);
    expect_tokens_cover(analysis);
    if (HasFatalFailure()) return;
  }
}

TEST(AnalyzerTest, TermsDoNotDependOnTheWidthOfTheOriginal) {
  UnicodeGenerator generator(test_seed() + 4);
  for (std::uint64_t round = 0; round < 300; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    const std::string text = generator.text(80);
    NormalizedText normalized;
    ASSERT_TRUE(succeeded(normalize(text, normalized)));
    if (!normalized.breaks.empty()) continue;  // a bare number would join its neighbours
    ASSERT_EQ(terms(text), terms(normalized.text));
  }
}

}  // namespace
}  // namespace kizuki
