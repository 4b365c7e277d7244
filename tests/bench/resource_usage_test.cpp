#include "bench/resource_usage.hpp"

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(RunChild, ReportsTheExitStatus) {
  const auto good = run_child({"true"});
  ASSERT_TRUE(good) << good.error().describe();
  EXPECT_EQ(good->exit_status, 0);
  EXPECT_GT(good->peak_memory_bytes, 100'000U);
  const auto bad = run_child({"sh", "-c", "exit 3"});
  ASSERT_TRUE(bad);
  EXPECT_EQ(bad->exit_status, 3);
  const auto killed = run_child({"sh", "-c", "kill -9 $$"});
  ASSERT_TRUE(killed);
  EXPECT_EQ(killed->exit_status, 128 + 9);
}

TEST(RunChild, TellsWaitingFromWorking) {
  const auto waiting = run_child({"sleep", "0.2"});
  ASSERT_TRUE(waiting);
  EXPECT_GE(waiting->wall_seconds, 0.19);
  EXPECT_LT(waiting->cpu_seconds, 0.15);
  const auto working = run_child({"sh", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done"});
  ASSERT_TRUE(working);
  EXPECT_GT(working->cpu_seconds, 0.01);
}

TEST(RunChild, SaysThatThereIsNoSuchProgram) {
  const auto missing = run_child({"/no/such/program"});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(run_child({}));
}

TEST(ResourceUsage, GrowsWithWork) {
  const double begin = thread_cpu_seconds();
  const double wall = wall_seconds();
  volatile double sum = 0;
  for (int i = 0; i < 2'000'000; ++i) sum = sum + i;
  EXPECT_GT(thread_cpu_seconds(), begin);
  EXPECT_GT(wall_seconds(), wall);
  EXPECT_GT(peak_memory_bytes(), 1'000'000U);
}

}  // namespace
}  // namespace kizuki
