#include "engine/index/postings.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

#include <gtest/gtest.h>

#include "tests/engine/index/random_analysis.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

/// The formula as it is written, in floating point, halves up.
std::uint32_t naive_wdf(double tf, double words, const LengthSettings& length) {
  const double norm = 0.5 + 0.5 * std::max(0.5, words / length.pivot_terms);
  const double rounded = std::floor(length.quantum * tf / norm + 0.5);
  return static_cast<std::uint32_t>(
      std::min<double>(length.cap_factor * length.quantum, std::max(1.0, rounded)));
}

TEST(StoredWdfTest, FollowsTheFormula) {
  for (const LengthSettings& length : {LengthSettings{}, LengthSettings{97, 8, 4},
                                       LengthSettings{1, 1, 1}, LengthSettings{300, 16, 3}}) {
    for (std::uint64_t words = 0; words < 1500; words += 7) {
      for (std::uint64_t tf = 1; tf < 60; ++tf) {
        const double norm =
            0.5 + 0.5 * std::max(0.5, static_cast<double>(words) / length.pivot_terms);
        const double exact = static_cast<double>(length.quantum * tf) / norm;
        // A half in exact arithmetic may fall either way in floating point.
        if (std::abs(exact - std::floor(exact) - 0.5) < 1e-9) continue;
        ASSERT_EQ(stored_wdf(tf, words, length),
                  naive_wdf(static_cast<double>(tf), static_cast<double>(words), length))
            << tf << " in " << words;
      }
    }
  }
}

TEST(StoredWdfTest, KnownValues) {
  const LengthSettings length;  // pivot 100, Q 8, cap 4
  EXPECT_EQ(stored_wdf(1, 100, length), 8U);
  EXPECT_EQ(stored_wdf(1, 0, length), 11U);  // 8 / 0.75 = 10.67
  EXPECT_EQ(stored_wdf(1, 300, length), 4U);
  EXPECT_EQ(stored_wdf(1, 1'000'000, length), 1U);
  EXPECT_EQ(stored_wdf(1000, 100, length), 32U);
  EXPECT_EQ(stored_wdf(5, 1500, length), 5U);                     // 40 / 8
  EXPECT_EQ(stored_wdf(7, 1500, LengthSettings{100, 4, 4}), 4U);  // 3.5, halves up
}

/// Counts with maps, term by term.
std::map<std::string, std::uint32_t> naive_postings(const CaseAnalysis& analysis,
                                                    const LengthSettings& length) {
  std::map<std::string, double> counts;
  double words = 0;
  for (const auto& field : analysis.fields) {
    for (const auto& occurrence : field.occurrences) {
      const char* prefix = occurrence.kind == TermKind::kBigram ? "B" : "W";
      counts[prefix + analysis.terms[occurrence.term]] += 1;
      if (occurrence.kind == TermKind::kWord) words += 1;
    }
  }
  std::map<std::string, std::uint32_t> postings;
  for (const auto& [term, count] : counts) postings[term] = naive_wdf(count, words, length);
  return postings;
}

TEST(PostingsTest, AreThoseOfTheNaiveCount) {
  const std::uint64_t seed = test_seed();
  std::mt19937_64 random(seed);
  for (std::uint64_t round = 0; round < 200; ++round) {
    SCOPED_TRACE(describe_seed(seed, round));
    const auto analysis =
        test::random_analysis(random, test::numbered_id(round), static_cast<unsigned>(round % 5));
    const LengthSettings length{static_cast<std::uint32_t>(37 + round), 8, 4};
    const auto postings = postings_of(analysis, length);
    std::map<std::string, std::uint32_t> actual;
    for (const auto& posting : postings) actual[posting.term] = posting.wdf;
    ASSERT_EQ(actual.size(), postings.size()) << "doubles";
    ASSERT_EQ(actual, naive_postings(analysis, length));
    ASSERT_TRUE(std::is_sorted(postings.begin(), postings.end(),
                               [](const auto& a, const auto& b) { return a.term < b.term; }));
  }
}

TEST(PostingsTest, WordAndPartOfTheSameTextAreOneTerm) {
  CaseAnalysis analysis;
  analysis.id = "a";
  analysis.terms = {"事業承継", "承継"};
  AnalyzedField field;
  field.text = "事業承継と承継";
  field.occurrences = {
      {0, {0, 12}, TermKind::kWord}, {1, {0, 12}, TermKind::kPart}, {1, {15, 21}, TermKind::kWord}};
  analysis.fields.push_back(field);
  EXPECT_EQ(count_words(analysis), 2U);
  const auto postings = postings_of(analysis, LengthSettings{});
  ASSERT_EQ(postings.size(), 2U);
  EXPECT_EQ(postings[0], (Posting{"W事業承継", 11}));
  EXPECT_EQ(postings[1], (Posting{"W承継", 21}));
}

}  // namespace
}  // namespace kizuki
