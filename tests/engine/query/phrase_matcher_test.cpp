#include "engine/query/phrase_matcher.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/query/query_words.hpp"
#include "tests/engine/query/query_fixture.hpp"
#include "tests/support/reference_search.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

PhrasePattern pattern_of(const std::string& text) {
  static Analyzer analyzer(test_model());
  static AnalyzedText scratch;
  return analyze_query_words(text, analyzer, scratch)->pattern;
}

/// What the phrase marks in a text, "|" between the places.
std::string found(const std::string& phrase, const std::string& text) {
  const CaseAnalysis analysis = analyze(make_case("a", "題", {text}));
  std::string out;
  for (const AnalyzedField& field : analysis.fields) {
    if (field.kind != FieldKind::kBody) continue;
    for (const TextSpan place : find_phrase(pattern_of(phrase), field, analysis.terms)) {
      if (!out.empty()) out += "|";
      out += place.of(field.text);
    }
  }
  return out;
}

TEST(PhraseMatcherTest, FindsTheWordsInTheirOrder) {
  EXPECT_EQ(found("信頼関係", "まず信頼関係を築き、信頼 関係を保つ。"), "信頼関係|信頼 関係");
  EXPECT_EQ(found("信頼関係", "関係者の信頼を得た。信頼できる関係。"), "");
}

TEST(PhraseMatcherTest, WantsTheSameTextBetweenTheWords) {
  EXPECT_EQ(found("現場の反発", "現場の反発があった。現場が反発した。現場反発。"), "現場の反発");
  EXPECT_EQ(found("心を開く", "社長が心を開いた。心が開く。"), "心を開い");
}

TEST(PhraseMatcherTest, WantsWhatHasNoTermAtBothEnds) {
  EXPECT_EQ(found("十年後", "五年後ではなく十年前でもなく、十年後の姿。"), "十年後");
  EXPECT_EQ(found("十 年後", "十年後の姿、五年後の姿、十 年 後の姿。"), "十年後|十 年 後");
  EXPECT_EQ(found("六人の部長", "五人の部長。六人の部長。"), "六人の部長");
  EXPECT_EQ(found("後継者", "後継を決めた。後継者を決めた。"), "後継者");
  EXPECT_EQ(found("「値上げ」", "値上げと言わず「値上げ」と書く。"), "「値上げ」");
  EXPECT_EQ(found("値上げした", "値上げできない。値上げした。"), "値上げ|値上げ")
      << "endings may differ";
}

TEST(PhraseMatcherTest, TakesCompoundsWholeOrApart) {
  EXPECT_EQ(found("事業承継", "事業承継の相談"), "事業承継");
  EXPECT_EQ(found("事業承継", "事業の承継を相談"), "");
  EXPECT_EQ(found("承継", "事業承継の相談"), "事業承継");
  EXPECT_EQ(found("承継の相談", "事業承継の相談"), "事業承継の相談");
}

TEST(PhraseMatcherTest, AnEmptyPatternStandsNowhere) {
  EXPECT_EQ(found("する", "相談する。"), "");
  EXPECT_EQ(found("", "相談する。"), "");
}

TEST(PhraseMatcherTest, AgreesWithASearchInWrittenOutText) {
  const std::uint64_t seed = test_seed();
  RandomCorpus corpus(seed);
  const auto records = corpus.cases(60);
  std::size_t places = 0;
  for (std::uint64_t round = 0; round < 400; ++round) {
    SCOPED_TRACE(describe_seed(seed, round));
    const CaseAnalysis analysis = analyze(records[corpus.below(records.size())]);
    // A piece of a text, cut where a term begins, so that most phrases stand somewhere.
    const AnalyzedField& source = analysis.fields[corpus.below(analysis.fields.size())];
    if (source.occurrences.empty()) continue;
    const TextSpan first = source.occurrences[corpus.below(source.occurrences.size())].span;
    const TextSpan last = source.occurrences[corpus.below(source.occurrences.size())].span;
    if (last.end <= first.begin) continue;
    const PhrasePattern pattern =
        pattern_of(source.text.substr(first.begin, last.end - first.begin));
    if (pattern.units.empty()) continue;
    for (const AnalyzedField& field : analysis.fields) {
      const auto found_places = find_phrase(pattern, field, analysis.terms);
      EXPECT_EQ(!found_places.empty(), reference_has_phrase(pattern, field, analysis.terms))
          << pattern.text << " in " << field.text;
      places += found_places.size();
    }
  }
  EXPECT_GT(places, 100u);
}

}  // namespace
}  // namespace kizuki
