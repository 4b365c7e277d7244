#include "engine/base/clock.hpp"

#include <chrono>
#include <ctime>
#include <string>
#include <thread>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

using std::chrono::milliseconds;

TEST(Deadline, ByDefaultNeverPasses) { EXPECT_FALSE(Deadline().passed()); }

TEST(Deadline, PassesAfterItsSpan) {
  const Deadline deadline = Deadline::after(milliseconds(20));
  std::this_thread::sleep_for(milliseconds(25));
  EXPECT_TRUE(deadline.passed());
}

TEST(Deadline, OfNoTimeHasPassed) {
  EXPECT_TRUE(Deadline::after(milliseconds(0)).passed());
  EXPECT_TRUE(Deadline::after(milliseconds(-1)).passed());
}

TEST(Deadline, FarAwayHasNotPassed) {
  EXPECT_FALSE(Deadline::after(std::chrono::hours(1)).passed());
}

// Monotonic time counts nanoseconds in 64 bits: a span of milliseconds may not fit.
TEST(Deadline, TakesTheLongestAndTheMostNegativeSpan) {
  EXPECT_FALSE(Deadline::after(milliseconds::max()).passed());
  EXPECT_TRUE(Deadline::after(milliseconds::min()).passed());
}

TEST(UtcNow, IsTheSecondOfTheCallInIsoForm) {
  const std::time_t before = std::time(nullptr);
  const std::string text = utc_now();
  const std::time_t after = std::time(nullptr);

  ASSERT_EQ(text.size(), 20U) << text;
  std::tm parts{};
  ASSERT_EQ(strptime(text.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts), text.c_str() + text.size());
  const std::time_t read_back = timegm(&parts);
  EXPECT_GE(read_back, before);
  EXPECT_LE(read_back, after);
}

}  // namespace
}  // namespace kizuki
