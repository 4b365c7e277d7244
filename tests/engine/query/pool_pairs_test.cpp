#include "engine/query/pool_pairs.hpp"

#include <algorithm>
#include <iterator>
#include <random>

#include <gtest/gtest.h>

#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

PairSet random_set(std::mt19937_64& random, std::size_t size) {
  PairSet set;
  for (std::size_t i = 0; i < size; ++i) set.push_back(random() % 40);
  std::sort(set.begin(), set.end());
  set.erase(std::unique(set.begin(), set.end()), set.end());
  return set;
}

TEST(PoolPairsTest, SharedAndNearlySameAreThoseOfTheStandardLibrary) {
  std::mt19937_64 random(test_seed());
  for (int round = 0; round < 500; ++round) {
    const PairSet left = random_set(random, random() % 30);
    const PairSet right = round % 3 == 0 ? left : random_set(random, random() % 30);
    PairSet expected;
    std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                          std::back_inserter(expected));
    PairSet shared;
    for_each_shared(left, right, [&](CharacterGram gram) { shared.push_back(gram); });
    EXPECT_EQ(shared, expected);
    const auto all = static_cast<double>(left.size() + right.size() - shared.size());
    const double jaccard = all > 0 ? static_cast<double>(shared.size()) / all : 0.0;
    for (const double share : {0.2, 0.8, 1.0}) {
      const bool expects = !left.empty() && !right.empty() && jaccard >= share;
      EXPECT_EQ(nearly_same(left, right, share), expects) << jaccard << " " << share;
    }
  }
}

}  // namespace
}  // namespace kizuki
