#include "bench/server/zipf_draws.hpp"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

std::vector<double> shares(std::size_t ranks, double exponent) {
  constexpr std::size_t kDraws = 100'000;
  std::vector<double> shares(ranks, 0.0);
  for (const std::size_t rank : zipf_draws(ranks, exponent, kDraws, 7)) {
    shares.at(rank) += 1.0 / kDraws;
  }
  return shares;
}

TEST(ZipfDraws, TheSecondIsDrawnHalfAsOftenAsTheFirst) {
  const auto drawn = shares(4, 1.0);  // 12, 6, 4 and 3 of 25
  EXPECT_NEAR(drawn[0], 0.48, 0.01);
  EXPECT_NEAR(drawn[1], 0.24, 0.01);
  EXPECT_NEAR(drawn[2], 0.16, 0.01);
  EXPECT_NEAR(drawn[3], 0.12, 0.01);
}

TEST(ZipfDraws, WithoutExponentEachAsOften) {
  for (const double share : shares(5, 0.0)) EXPECT_NEAR(share, 0.2, 0.01);
}

TEST(ZipfDraws, AreTheSameForTheSameSeed) {
  EXPECT_EQ(zipf_draws(50, 1.0, 200, 3), zipf_draws(50, 1.0, 200, 3));
  EXPECT_NE(zipf_draws(50, 1.0, 200, 3), zipf_draws(50, 1.0, 200, 4));
}

TEST(ZipfDraws, OfNothingAreNone) { EXPECT_TRUE(zipf_draws(0, 1.0, 10, 1).empty()); }

}  // namespace
}  // namespace kizuki
