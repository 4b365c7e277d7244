// Independent pieces of work, each with a place of its own for its result, on a few threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace kizuki {

/// Calls work(i, worker) once for each i below `count`, on at most `threads` threads (the calling
/// one among them), and returns when all are done. Which thread does what is not fixed: a result
/// has to lie in a place that i alone chooses. `worker` is below `threads` and belongs to one
/// thread, for scratch memory. `work` must not throw.
template <typename Work>
void parallel_for(std::size_t count, std::size_t threads, const Work& work) {
  std::atomic<std::size_t> next{0};
  const auto take = [&](std::size_t worker) {
    for (std::size_t i = next.fetch_add(1); i < count; i = next.fetch_add(1)) work(i, worker);
  };
  std::vector<std::thread> others;
  for (std::size_t worker = 1; worker < std::min(threads, count); ++worker) {
    others.emplace_back(take, worker);
  }
  take(0);
  for (std::thread& other : others) other.join();
}

}  // namespace kizuki
