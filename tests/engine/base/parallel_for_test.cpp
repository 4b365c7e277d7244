#include "engine/base/parallel_for.hpp"

#include <numeric>
#include <vector>

#include <gtest/gtest.h>

namespace kizuki::test {
namespace {

TEST(ParallelFor, DoesEachPieceOnceWithAWorkerOfItsOwn) {
  for (const std::size_t threads : {0U, 1U, 2U, 5U}) {
    for (const std::size_t count : {0U, 1U, 3U, 1000U}) {
      std::vector<int> done(count);
      std::vector<std::size_t> by_worker(std::max<std::size_t>(threads, 1));
      parallel_for(count, threads, [&](std::size_t i, std::size_t worker) {
        ++done[i];
        ++by_worker.at(worker);
      });
      EXPECT_EQ(done, std::vector<int>(count, 1)) << threads;
      EXPECT_EQ(std::accumulate(by_worker.begin(), by_worker.end(), std::size_t{0}), count);
    }
  }
}

}  // namespace
}  // namespace kizuki::test
