#include "engine/query/term_budget.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

// 100,000 cases: 4 % of them are 4,000.
constexpr std::uint64_t kCases = 100'000;

/// The terms a, b, c, … with these weights.
std::vector<RankedTerm> terms(const std::vector<double>& weights) {
  std::vector<RankedTerm> ranked;
  for (const double weight : weights) {
    const auto letter = static_cast<char>('a' + ranked.size());
    ranked.push_back({{std::string(1, letter), TermKind::kWord}, weight});
  }
  return ranked;
}

std::string names(const std::vector<RankedTerm>& ranked) {
  std::string out;
  for (const RankedTerm& entry : ranked) out += entry.term.text;
  return out;
}

/// "required|raising".
std::string split(const std::vector<double>& weights, const std::vector<std::uint64_t>& frequencies,
                  std::uint64_t cases = kCases, const RankingSettings& settings = {}) {
  const auto budgeted = apply_term_budget(terms(weights), frequencies, cases, settings);
  return names(budgeted.required) + "|" + names(budgeted.raising);
}

TEST(TermBudgetTest, RequiresTheHeaviestTermsUpToTheirShareOfTheCases) {
  EXPECT_EQ(split({1, 5, 4, 3, 2}, {40'000, 1'000, 1'000, 1'000, 1'001}), "bcd|ae");
  EXPECT_EQ(split({1, 5, 4, 3, 2}, {40'000, 1'000, 1'000, 1'000, 1'000}), "bcde|a");
}

TEST(TermBudgetTest, RequiresAtLeastThreeTerms) {
  EXPECT_EQ(split({4, 3, 2, 1}, {50'000, 50'000, 50'000, 50'000}), "abc|d");
}

TEST(TermBudgetTest, WeighsRareTermsAboveCommonOnes) {
  EXPECT_EQ(split({1, 1, 1, 1}, {3'000, 90'000, 10, 2'000}), "acd|b");
}

TEST(TermBudgetTest, EqualTermsKeepTheOrderOfTheQuery) {
  EXPECT_EQ(split({1, 1, 1, 1}, {3'000, 3'000, 3'000, 3'000}), "abc|d");
}

TEST(TermBudgetTest, LeavesSmallCorporaAlone) {
  EXPECT_EQ(split({4, 3, 2, 1}, {9'000, 9'000, 9'000, 9'000}, 9'999), "abcd|");
}

TEST(TermBudgetTest, DropsTermsThatNoCaseHasAndTheLightestOfTooMany) {
  RankingSettings settings;
  settings.scored_terms = 2;
  EXPECT_EQ(split({1, 9, 3, 2}, {5, 0, 5, 5}, kCases, settings), "cd|");
}

TEST(TermBudgetTest, NothingIsLeftWhenNoCaseHasAnyTerm) {
  EXPECT_EQ(split({1, 1}, {0, 0}), "|");
  EXPECT_EQ(split({}, {}), "|");
}

TEST(TermBudgetTest, IdfFallsWithTheFrequencyAndStaysPositive) {
  double before = INFINITY;
  for (std::uint64_t frequency = 0; frequency <= 1'000; ++frequency) {
    const double idf = inverse_document_frequency(1'000.0, static_cast<double>(frequency));
    EXPECT_GT(idf, 0.0) << frequency;
    EXPECT_LT(idf, before) << frequency;
    before = idf;
  }
  // ln((1000 - 10 + .5) / (10 + .5)) by hand.
  EXPECT_NEAR(inverse_document_frequency(1'000, 10), 4.5468, 1e-3);
}

}  // namespace
}  // namespace kizuki
