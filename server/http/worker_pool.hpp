// Threads that do what takes time, with a queue that has an end.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace kizuki {

/// A fixed number of threads over one queue. Thread-safe.
class WorkerPool {
 public:
  /// A job learns on which of the threads (0 … workers-1) it runs: what is one a thread is kept in
  /// a list by that number. Jobs do not throw.
  using Job = std::function<void(std::size_t worker)>;

  WorkerPool(std::size_t workers, std::size_t queue_limit);
  /// As stop().
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// False, and the job is not taken, when `queue_limit` jobs wait already or the pool is stopped.
  bool submit(Job job);
  /// Jobs that wait, without those that run.
  std::size_t waiting() const;
  /// Does what was accepted, then ends the threads.
  void stop();

 private:
  void run(std::size_t worker);

  const std::size_t queue_limit_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace kizuki
