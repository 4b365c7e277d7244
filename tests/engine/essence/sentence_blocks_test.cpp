#include "engine/essence/sentence_blocks.hpp"

#include <algorithm>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "tests/support/seed.hpp"

namespace kizuki::test {
namespace {

/// Unit vectors of `kinds` kinds, shuffled; each kind has features and a step of its own.
struct Items {
  std::vector<SparseVector> vectors;
  std::vector<BlockItem> items;
  std::vector<std::size_t> kind;

  Items(std::size_t kinds, std::size_t each, std::mt19937_64& random) {
    for (std::size_t i = 0; i < kinds * each; ++i) kind.push_back(i % kinds);
    std::shuffle(kind.begin(), kind.end(), random);
    for (const std::size_t one : kind) {
      SparseVector& vector = vectors.emplace_back();
      for (std::uint32_t f = 0; f < 4; ++f) {
        vector.push_back({static_cast<std::uint32_t>(one) * 10 + f, 0.45F});
      }
      vector.push_back({1'000 + static_cast<std::uint32_t>(random() % 500), 0.43F});
    }
    for (std::size_t i = 0; i < kind.size(); ++i) {
      items.push_back({&vectors[i], static_cast<StepBits>(1U << (kind[i] % 7))});
    }
  }
};

TEST(SentenceBlocks, EachItemIsInOneBlockThatIsSmallEnough) {
  std::mt19937_64 random(test_seed());
  SCOPED_TRACE(describe_seed(test_seed(), 0));
  const Items some(9, 40, random);
  for (const std::size_t most : {1U, 7U, 50U, 359U, 360U, 1000U}) {
    const auto blocks = cut_into_blocks(some.items, most);
    std::set<std::uint32_t> seen;
    for (const auto& block : blocks) {
      EXPECT_LE(block.size(), most);
      EXPECT_TRUE(std::is_sorted(block.begin(), block.end()));
      for (const std::uint32_t item : block) EXPECT_TRUE(seen.insert(item).second);
    }
    EXPECT_EQ(seen.size(), some.items.size());
    EXPECT_EQ(blocks, cut_into_blocks(some.items, most));
  }
}

TEST(SentenceBlocks, AlikeItemsStayTogether) {
  std::mt19937_64 random(test_seed());
  SCOPED_TRACE(describe_seed(test_seed(), 0));
  const Items some(8, 40, random);
  std::size_t together = 0;
  for (const auto& block : cut_into_blocks(some.items, 100)) {
    std::vector<std::size_t> of_kind(8);
    for (const std::uint32_t item : block) ++of_kind[some.kind[item]];
    for (const std::size_t count : of_kind) {
      if (count > 0) together += count * (count - 1);
    }
  }
  // By chance it would be under a third.
  EXPECT_GT(together, 8U * 40 * 39 * 8 / 10);
}

TEST(SentenceBlocks, CutsWhatIsAllTheSame) {
  const SparseVector same = {{3, 1.0F}};
  const SparseVector none;
  const std::vector<BlockItem> items(10, BlockItem{&same, 1});
  EXPECT_EQ(cut_into_blocks(items, 3).size(), 4U);
  EXPECT_EQ(cut_into_blocks(std::vector<BlockItem>(4, BlockItem{&none, 0}), 2).size(), 2U);
  EXPECT_TRUE(cut_into_blocks({}, 3).empty());
}

}  // namespace
}  // namespace kizuki::test
