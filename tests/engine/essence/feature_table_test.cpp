#include "engine/essence/feature_table.hpp"

#include <cmath>
#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "tests/support/seed.hpp"

namespace kizuki::test {
namespace {

SentenceTraits with_pairs(std::vector<FeatureKey> keys) {
  SentenceTraits out;
  out.views[static_cast<std::size_t>(FeatureView::kBigram)] = std::move(keys);
  return out;
}

constexpr FeatureWeights kPairsOnly{{1.0F, 0, 0, 0, 0, 0, 0}};

TEST(FeatureTable, CountsSentencesAsAMapDoes) {
  SCOPED_TRACE(describe_seed(test_seed(), 0));
  std::mt19937_64 random(test_seed());
  FeatureCounter counter;
  std::map<FeatureKey, std::uint32_t> expected;
  for (int i = 0; i < 500; ++i) {
    std::vector<FeatureKey> keys;
    for (std::uint64_t n = random() % 20; n > 0; --n) keys.push_back(random() % 300 * 0x9E3779B9U);
    for (const FeatureKey key : std::set<FeatureKey>(keys.begin(), keys.end())) ++expected[key];
    counter.add(with_pairs(std::move(keys)), 1);
  }
  const FeatureTable table = counter.table(2);
  EXPECT_EQ(table.sentences(), 500U);
  std::size_t kept = 0;
  for (const auto& [key, count] : expected) {
    const std::uint32_t row = table.row(key);
    if (count < 2) {
      EXPECT_EQ(row, FeatureTable::kUnknown);
      continue;
    }
    ++kept;
    ASSERT_NE(row, FeatureTable::kUnknown);
    EXPECT_EQ(table.counts()[row], count);
    EXPECT_NEAR(table.idf(row), std::log(501.0 / (count + 0.5)), 1e-5);
  }
  EXPECT_EQ(table.size(), kept);
  EXPECT_EQ(table.row(1), FeatureTable::kUnknown);
}

TEST(SentenceVectorizer, GivesUnitVectorsInTheOrderOfRows) {
  FeatureCounter counter;
  counter.add(with_pairs({5, 9, 9, 7}), 1);
  counter.add(with_pairs({9}), 1);
  const FeatureTable table = counter.table(1);
  SentenceVectorizer vectorizer(table);
  SparseVector vector;
  vectorizer.make(with_pairs({9, 5, 9, 1234}), kPairsOnly, vector);
  ASSERT_EQ(vector.size(), 2U);
  EXPECT_LT(vector[0].index, vector[1].index);
  EXPECT_NEAR(dot(vector, vector), 1.0F, 1e-6F);
  EXPECT_GT(vector[0].value, vector[1].value) << "the rarer one weighs more";
  vectorizer.make(with_pairs({1234}), kPairsOnly, vector);
  EXPECT_TRUE(vector.empty());
}

TEST(SentenceVectorizer, EmptyTableKnowsNothing) {
  const FeatureTable table;
  SentenceVectorizer vectorizer(table);
  SparseVector vector;
  vectorizer.make(with_pairs({1, 2}), kPairsOnly, vector);
  EXPECT_TRUE(vector.empty());
}

}  // namespace
}  // namespace kizuki::test
