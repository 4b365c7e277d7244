#include "bench/latency.hpp"

#include <numeric>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(Latency, TakesTheSampleAtTheFlooredPlace) {
  std::vector<double> samples(100);
  std::iota(samples.rbegin(), samples.rend(), 0.0);
  const Percentiles found = percentiles_of(samples);
  EXPECT_EQ(found.p50, 50);
  EXPECT_EQ(found.p95, 95);
  EXPECT_EQ(found.p99, 99);
  EXPECT_EQ(percentiles_of({7}).p99, 7);
  EXPECT_EQ(percentiles_of({}).p50, 0);
}

TEST(Latency, IsTheMedianOfThePassesSoThatOneBadPassDoesNotCount) {
  PassTimes times;
  times.add_pass({1, 1, 1});
  times.add_pass({900, 900, 900});
  times.add_pass({3, 3, 3});
  EXPECT_EQ(times.passes(), 3U);
  EXPECT_EQ(times.median().p50, 3);
  EXPECT_EQ(times.median().p99, 3);
  EXPECT_EQ(times.lowest_p50(), 1);
  EXPECT_EQ(times.highest_p50(), 900);
}

TEST(Latency, IsTheMiddleOfTwoPassesAndZeroWithoutOne) {
  PassTimes times;
  EXPECT_EQ(times.median().p50, 0);
  EXPECT_EQ(times.lowest_p50(), 0);
  times.add_pass({1});
  times.add_pass({2});
  EXPECT_DOUBLE_EQ(times.median().p50, 1.5);
}

}  // namespace
}  // namespace kizuki
