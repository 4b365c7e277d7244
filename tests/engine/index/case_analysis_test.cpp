#include "engine/index/case_analysis.hpp"

#include <chrono>
#include <random>

#include <gtest/gtest.h>

#include "tests/engine/index/analysis_equality.hpp"
#include "tests/engine/index/random_analysis.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

CaseAnalysis one_field(std::string text, std::vector<std::string> terms,
                       std::vector<TermOccurrence> occurrences) {
  CaseAnalysis analysis;
  AnalyzedField field;
  field.text = std::move(text);
  field.occurrences = std::move(occurrences);
  analysis.fields.push_back(std::move(field));
  analysis.terms = std::move(terms);
  return analysis;
}

void expect_round_trip(const CaseAnalysis& analysis) {
  const std::string record = encode_case_analysis(analysis);
  const auto back = decode_case_analysis(record);
  ASSERT_TRUE(succeeded(back));
  test::expect_same_content(*back, analysis);
  EXPECT_EQ(encode_case_analysis(*back), record);
}

TEST(CaseAnalysisTest, ComesBackAsItWas) {
  const std::uint64_t seed = test_seed();
  std::mt19937_64 random(seed);
  for (std::uint64_t round = 0; round < 400; ++round) {
    SCOPED_TRACE(describe_seed(seed, round));
    expect_round_trip(test::random_analysis(random, "x", static_cast<unsigned>(round % 11)));
    if (HasFatalFailure()) return;
  }
}

TEST(CaseAnalysisTest, EmptyCaseComesBack) {
  expect_round_trip(CaseAnalysis{});
  expect_round_trip(one_field("", {}, {}));
}

TEST(CaseAnalysisTest, OddPlacesComeBack) {
  using Kind = TermKind;
  const std::string text = "事業承継とcloudを";
  // The same span twice, a word inside a word, an empty span, a word far behind, a pair that is no
  // bigram, a bigram that is no pair.
  expect_round_trip(one_field(text, {"事業承継", "事業", "承継", "x", "クラウド"},
                              {{0, {0, 12}, Kind::kWord},
                               {1, {0, 12}, Kind::kPart},
                               {1, {0, 6}, Kind::kWord},
                               {2, {6, 12}, Kind::kWord},
                               {2, {6, 12}, Kind::kPart},
                               {3, {6, 6}, Kind::kBigram},
                               {4, {15, 20}, Kind::kWord},
                               {3, {23, 23}, Kind::kWord}}));
  std::string far(70'000, ' ');
  far += "承継";
  expect_round_trip(one_field(far, {"承継"}, {{0, {70'000, 70'006}, Kind::kWord}}));
}

TEST(CaseAnalysisTest, TermsThatStandInTheTextCostOneByteEach) {
  std::string text;
  std::vector<TermOccurrence> occurrences;
  for (std::uint32_t i = 0; i < 1000; ++i) {
    occurrences.push_back({0, {9 * i, 9 * i + 6}, TermKind::kWord});
    text += "承継の";
  }
  const auto analysis = one_field(text, {"承継"}, occurrences);
  EXPECT_LT(encode_case_analysis(analysis).size(), text.size() + 1000 + 40);
}

TEST(CaseAnalysisTest, ManyDifferentRulesStayLinear) {
  // Every word in capitals: no term is its text, each needs a rule of its own.
  std::string text;
  std::vector<std::string> terms;
  std::vector<TermOccurrence> occurrences;
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    const std::string digits = std::to_string(i);
    const auto begin = static_cast<std::uint32_t>(text.size());
    text += "W" + digits;
    terms.push_back("w" + digits);
    occurrences.push_back({i, {begin, static_cast<std::uint32_t>(text.size())}, TermKind::kWord});
    text += ' ';
  }
  const auto start = std::chrono::steady_clock::now();
  expect_round_trip(one_field(text, terms, occurrences));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST(CaseAnalysisTest, CutRecordsAreRefused) {
  std::mt19937_64 random(7);
  const std::string record = encode_case_analysis(test::random_analysis(random, "x", 2));
  for (std::size_t size = 0; size < record.size(); ++size) {
    ASSERT_EQ(failure_name(decode_case_analysis(record.substr(0, size))), "corrupt") << size;
  }
  EXPECT_EQ(failure_name(decode_case_analysis(record + "x")), "corrupt");
}

/// What a reader of an analysis relies on.
void expect_sound(const CaseAnalysis& analysis) {
  for (const AnalyzedField& field : analysis.fields) {
    std::uint32_t last = 0;
    for (const TermOccurrence& occurrence : field.occurrences) {
      ASSERT_LE(last, occurrence.span.begin);
      ASSERT_LE(occurrence.span.begin, occurrence.span.end);
      ASSERT_LE(occurrence.span.end, field.text.size());
      ASSERT_LT(occurrence.term, analysis.terms.size());
      last = occurrence.span.begin;
    }
    last = 0;
    for (const TextSpan sentence : field.sentences) {
      ASSERT_LE(last, sentence.begin);
      ASSERT_LE(sentence.begin, sentence.end);
      ASSERT_LE(sentence.end, field.text.size());
      last = sentence.end;
    }
  }
  for (const std::string& term : analysis.terms) {
    ASSERT_FALSE(term.empty());
    ASSERT_LE(term.size(), kMaxTermBytes);
  }
}

TEST(CaseAnalysisTest, DamagedRecordsAreRefusedOrSound) {
  const std::uint64_t seed = test_seed();
  std::mt19937_64 random(seed);
  std::size_t refused = 0;
  for (std::uint64_t round = 0; round < 20'000; ++round) {
    SCOPED_TRACE(describe_seed(seed, round));
    static const std::string record = [&] {
      std::mt19937_64 fixed(3);
      return encode_case_analysis(test::random_analysis(fixed, "x", 1));
    }();
    std::string damaged = record;
    for (std::uint64_t flips = 1 + random() % 3; flips > 0; --flips) {
      damaged[random() % damaged.size()] ^= static_cast<char>(1U << (random() % 8));
    }
    const auto back = decode_case_analysis(damaged);
    refused += back ? 0 : 1;
    if (back) expect_sound(*back);
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(refused, 0U);
}

TEST(CaseAnalysisTest, FewBytesCannotNameMuchMemory) {
  // One field of 1 MiB and many occurrences that each claim all of it as their term.
  std::string text(std::size_t{1} << 20, 'a');
  CaseAnalysis analysis = one_field(text, {"a"}, {{0, {0, 1}, TermKind::kWord}});
  std::string record = encode_case_analysis(analysis);
  EXPECT_TRUE(succeeded(decode_case_analysis(record)));
  std::vector<TermOccurrence> all(
      1000, {0, {0, static_cast<std::uint32_t>(text.size())}, TermKind::kPart});
  analysis = one_field(text, {text}, all);
  EXPECT_EQ(failure_name(decode_case_analysis(encode_case_analysis(analysis))), "corrupt");
}

}  // namespace
}  // namespace kizuki
