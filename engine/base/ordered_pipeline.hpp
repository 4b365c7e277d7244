// Work on many threads, results in order, in bounded memory.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"

namespace kizuki {

/// Takes inputs from one thread, works on them on `threads` others, and hands the outputs to `take`
/// in the order of the inputs, on the thread that calls push and finish. At most 2 * threads + 2
/// inputs are under way. The first error (of a worker in input order, or of `take`) ends it: the
/// workers stop and every later call returns that error.
///
/// A library pipeline (oneTBB) would serve as well; it is not used because ThreadSanitizer cannot
/// see its synchronisation, and the concurrency tests run under ThreadSanitizer.
template <typename Input, typename Output>
class OrderedPipeline {
 public:
  /// Makes one worker's function, called once on each worker thread (it may own an Analyzer).
  using MakeWorker = std::function<std::function<Result<Output>(Input)>()>;
  using Take = std::function<Result<void>(Output)>;

  OrderedPipeline(std::size_t threads, MakeWorker make_worker, Take take)
      : take_(std::move(take)), limit_(2 * std::max<std::size_t>(threads, 1) + 2) {
    for (std::size_t i = 0; i < std::max<std::size_t>(threads, 1); ++i) {
      workers_.emplace_back([this, make_worker] { work(make_worker); });
    }
  }

  ~OrderedPipeline() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
      abandoned_ = true;
    }
    changed_.notify_all();
    for (std::thread& worker : workers_) worker.join();
  }

  OrderedPipeline(const OrderedPipeline&) = delete;
  OrderedPipeline& operator=(const OrderedPipeline&) = delete;

  /// Adds an input; takes finished outputs first when too many are under way.
  Result<void> push(Input input) {
    if (auto drained = drain(limit_ - 1); !drained) return drained;
    {
      const std::lock_guard lock(mutex_);
      jobs_.emplace_back();
      jobs_.back().input.emplace(std::move(input));
    }
    changed_.notify_all();
    return {};
  }

  /// Waits for all and takes them. Nothing may be pushed afterwards.
  Result<void> finish() {
    auto drained = drain(0);
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    changed_.notify_all();
    return drained;
  }

 private:
  struct Job {
    std::optional<Input> input;  // until a worker takes it
    std::optional<Result<Output>> output;
  };

  /// Takes finished outputs from the front; blocks while more than `most` are under way.
  Result<void> drain(std::size_t most) {
    for (;;) {
      if (failure_) return *failure_;
      std::optional<Result<Output>> done;
      {
        std::unique_lock lock(mutex_);
        if (jobs_.empty()) return {};
        if (!jobs_.front().output) {
          if (jobs_.size() <= most) return {};
          changed_.wait(lock, [&] { return jobs_.front().output.has_value(); });
        }
        done = std::move(jobs_.front().output);
        jobs_.pop_front();
        --next_;
      }
      if (!done->has_value()) {
        failure_ = std::move(*done).error();
        continue;
      }
      if (auto taken = take_(std::move(*done).value()); !taken) failure_ = std::move(taken).error();
    }
  }

  void work(const MakeWorker& make_worker) {
    const auto worker = make_worker();
    for (;;) {
      Job* job = nullptr;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return closed_ || next_ < jobs_.size(); });
        if (abandoned_ || next_ >= jobs_.size()) return;
        // References into a deque survive changes at its ends, and a job leaves the front only
        // when its output is there.
        job = &jobs_[next_++];
      }
      auto output = worker(std::move(*job->input));
      {
        const std::lock_guard lock(mutex_);
        job->input.reset();
        job->output.emplace(std::move(output));
      }
      changed_.notify_all();
    }
  }

  Take take_;
  std::size_t limit_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> jobs_;  // oldest first
  std::size_t next_ = 0;  // first job that no worker has taken
  bool closed_ = false;
  bool abandoned_ = false;
  std::optional<Error> failure_;  // of the calling thread only
  std::vector<std::thread> workers_;
};

}  // namespace kizuki
