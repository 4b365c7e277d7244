#include "engine/eval/random.hpp"

#include <array>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(SplitMix64, GivesThePublishedNumbers) {
  // First outputs of the reference implementation (Vigna, splitmix64.c) for seed 1234567.
  SplitMix64 random(1'234'567);
  EXPECT_EQ(random.next(), 6'457'827'717'110'365'317U);
  EXPECT_EQ(random.next(), 3'203'168'211'198'807'973U);
  EXPECT_EQ(random.next(), 9'817'491'932'198'370'423U);
}

TEST(SplitMix64, DrawsEachNumberBelowTheBoundAboutAsOften) {
  SplitMix64 random(5);
  std::array<int, 7> seen{};
  for (int i = 0; i < 70'000; ++i) ++seen[static_cast<std::size_t>(random.below(7))];
  for (const int count : seen) EXPECT_NEAR(count, 10'000, 500);
  EXPECT_EQ(random.below(1), 0U);
}

TEST(SplitMix64, StaysBelowHugeBounds) {
  constexpr std::uint64_t kBound = (std::uint64_t{1} << 63) + 1;  // half of the draws are refused
  SplitMix64 random(6);
  bool upper = false;
  for (int i = 0; i < 1'000; ++i) {
    const std::uint64_t drawn = random.below(kBound);
    ASSERT_LT(drawn, kBound);
    upper = upper || drawn > kBound / 2;
  }
  EXPECT_TRUE(upper);
}

}  // namespace
}  // namespace kizuki
