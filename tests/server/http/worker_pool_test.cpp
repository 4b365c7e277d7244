#include "server/http/worker_pool.hpp"

#include <atomic>
#include <future>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(WorkerPoolTest, RefusesWhatDoesNotFitTheQueue) {
  std::promise<void> go;
  const std::shared_future<void> gate = go.get_future().share();
  std::atomic<int> done{0};
  std::promise<void> started;
  WorkerPool pool(1, 2);
  ASSERT_TRUE(pool.submit([&](std::size_t worker) {
    EXPECT_EQ(worker, 0U);
    started.set_value();
    gate.wait();
    ++done;
  }));
  started.get_future().wait();
  EXPECT_TRUE(pool.submit([&](std::size_t) { ++done; }));
  EXPECT_TRUE(pool.submit([&](std::size_t) { ++done; }));
  EXPECT_FALSE(pool.submit([&](std::size_t) { ++done; }));
  EXPECT_EQ(pool.waiting(), 2U);
  go.set_value();
  pool.stop();  // what was accepted is done
  EXPECT_EQ(done, 3);
  EXPECT_FALSE(pool.submit([&](std::size_t) { ++done; }));
}

TEST(WorkerPoolTest, EachJobRunsOnceOnAKnownWorker) {
  std::atomic<int> done{0};
  WorkerPool pool(4, 10'000);
  for (int i = 0; i < 1'000; ++i) {
    ASSERT_TRUE(pool.submit([&](std::size_t worker) {
      EXPECT_LT(worker, 4U);
      ++done;
    }));
  }
  pool.stop();
  EXPECT_EQ(done, 1'000);
}

}  // namespace
}  // namespace kizuki
