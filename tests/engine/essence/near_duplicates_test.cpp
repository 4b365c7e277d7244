#include "engine/essence/near_duplicates.hpp"

#include <algorithm>
#include <numeric>
#include <random>

#include <gtest/gtest.h>

#include "tests/support/seed.hpp"

namespace kizuki::test {
namespace {

using Shingles = std::vector<std::uint64_t>;

Shingles random_shingles(std::mt19937_64& random, std::size_t count) {
  Shingles out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(random());
  std::sort(out.begin(), out.end());
  return out;
}

/// `from` with a share of its shingles replaced.
Shingles changed(const Shingles& from, double share, std::mt19937_64& random) {
  Shingles out = from;
  const auto count = static_cast<std::size_t>(share * static_cast<double>(out.size()));
  for (std::size_t i = 0; i < count; ++i)
    out[i * out.size() / std::max<std::size_t>(count, 1)] = random();
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::uint32_t> run(const std::vector<Shingles>& cases,
                               const std::vector<std::uint32_t>& order) {
  std::vector<ShingleSketch> sketches;
  for (const Shingles& shingles : cases) sketches.push_back(sketch_of(shingles));
  return find_duplicates(sketches, order, [&](std::uint32_t a, std::uint32_t b) {
    return jaccard(cases[a], cases[b]) >= kDuplicateShare;
  });
}

TEST(NearDuplicates, JaccardIsTheShareOfCommonMembers) {
  const Shingles a{1, 2, 3, 4};
  const Shingles b{3, 4, 5};
  EXPECT_DOUBLE_EQ(jaccard(a, b), 0.4);
  EXPECT_DOUBLE_EQ(jaccard({}, {}), 0.0);
}

TEST(NearDuplicates, FindsCopiesAndNothingElse) {
  std::mt19937_64 random(test_seed());
  SCOPED_TRACE(describe_seed(test_seed(), 0));
  std::vector<Shingles> cases;
  for (int i = 0; i < 40; ++i) cases.push_back(random_shingles(random, 800));
  for (std::size_t i = 0; i < 10; ++i) cases.push_back(changed(cases[i], 0.03, random));
  for (std::size_t i = 10; i < 20; ++i) cases.push_back(changed(cases[i], 0.6, random));
  std::vector<std::uint32_t> order(cases.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto original = run(cases, order);
  std::size_t found = 0;
  for (std::uint32_t i = 0; i < original.size(); ++i) {
    if (i < 40 || i >= 50) {
      EXPECT_EQ(original[i], i);
    } else {
      found += original[i] == i - 40 ? 1U : 0U;
    }
  }
  EXPECT_GE(found, 9U) << "of 10 copies with 3 % changed";
}

TEST(NearDuplicates, CopiesDoNotCarryTheLinkOn) {
  // Each differs a little from the one before; all the same the last is far from the first.
  std::mt19937_64 random(test_seed());
  std::vector<Shingles> cases{random_shingles(random, 800)};
  for (int i = 0; i < 20; ++i) cases.push_back(changed(cases.back(), 0.08, random));
  std::vector<std::uint32_t> order(cases.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto original = run(cases, order);
  for (std::uint32_t i = 0; i < original.size(); ++i) {
    EXPECT_EQ(original[original[i]], original[i]) << "a copy of a copy";
    if (original[i] != i) {
      EXPECT_GE(jaccard(cases[i], cases[original[i]]), kDuplicateShare);
    }
  }
  EXPECT_NE(original.back(), 0U);
}

TEST(NearDuplicates, EmptyCasesAreNoCopies) {
  const std::vector<Shingles> cases(3);
  EXPECT_EQ(run(cases, {0, 1, 2}), (std::vector<std::uint32_t>{0, 1, 2}));
}

}  // namespace
}  // namespace kizuki::test
