#include "server/app/lockout.hpp"

#include <string>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

using std::chrono::seconds;

class LockoutTest : public ::testing::Test {
 protected:
  void fail(const std::string& name, unsigned times) {
    for (unsigned i = 0; i < times; ++i) lockout_.failed(name, now_);
  }

  Lockout lockout_;
  Lockout::Time now_ = Lockout::Time() + std::chrono::hours(1);
};

TEST_F(LockoutTest, WaitsLongerAfterEachFailureUpToALimit) {
  fail("a", 4);
  EXPECT_EQ(lockout_.wait("a", now_), seconds(0));
  const struct {
    int more;
    int wait;
  } steps[] = {{1, 60}, {1, 120}, {1, 240}, {1, 480}, {1, 900}, {100, 900}};
  for (const auto& [more, wait] : steps) {
    fail("a", static_cast<unsigned>(more));
    EXPECT_EQ(lockout_.wait("a", now_), seconds(wait));
  }
  EXPECT_EQ(lockout_.wait("b", now_), seconds(0));
  EXPECT_EQ(lockout_.wait("a", now_ + seconds(899)), seconds(1));
  EXPECT_EQ(lockout_.wait("a", now_ + seconds(900)), seconds(0));
}

TEST_F(LockoutTest, SuccessForgives) {
  fail("a", 4);
  lockout_.succeeded("a");
  lockout_.succeeded("never failed");
  EXPECT_EQ(lockout_.names(), 0U);
  fail("a", 4);
  EXPECT_EQ(lockout_.wait("a", now_), seconds(0));
}

TEST_F(LockoutTest, HoldsABoundedNumberOfNamesAndForgetsTheOldest) {
  fail("first", 5);
  fail("second", 5);
  for (std::size_t i = 0; i < Lockout::kMaxNames - 2; ++i) fail("n" + std::to_string(i), 1);
  EXPECT_EQ(lockout_.names(), Lockout::kMaxNames);
  fail("first", 1);  // failed lately again
  fail("one more", 1);
  EXPECT_EQ(lockout_.names(), Lockout::kMaxNames);
  EXPECT_EQ(lockout_.wait("second", now_), seconds(0));
  EXPECT_EQ(lockout_.wait("first", now_), seconds(120));
}

}  // namespace
}  // namespace kizuki
