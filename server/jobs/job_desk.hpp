// Runs jobs one after the other, each as a child process, and keeps what became of them.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "engine/base/result.hpp"
#include "server/jobs/child_process.hpp"
#include "server/jobs/job_order.hpp"
#include "server/jobs/job_record.hpp"

namespace kizuki {

/// Two lanes, a thread each: jobs that write, one at a time, and jobs that only read. Killing a job
/// does no harm: what a build leaves behind is not seen by readers and is removed by the next one
/// (docs/architecture.md), the library has only committed changes. Thread-safe.
class JobDesk {
 public:
  /// Hears that a job has changed its state; on any thread, with no lock held.
  using Listener = std::function<void(const JobRecord&)>;

  JobDesk(JobSettings settings, Listener listener);
  /// As stop() and finish().
  ~JobDesk();
  JobDesk(const JobDesk&) = delete;
  JobDesk& operator=(const JobDesk&) = delete;

  const JobSettings& settings() const { return settings_; }

  /// Puts a job at the end of its lane; returns its number. Errors: check_job_order; kLocked:
  /// kMaxWaiting jobs wait already, or the server ends.
  Result<std::uint64_t> start(const JobOrder& order, const std::string& account);

  /// Takes a job out of its lane, or kills its process; it is kCancelled then, unless it had ended
  /// just before. False when it has ended. kNotFound: there is none of this number.
  Result<bool> cancel(std::uint64_t number);

  /// All jobs that wait or run and the last that have ended, newest first; kMaxKept at most.
  std::vector<JobRecord> jobs() const;
  std::optional<JobRecord> job(std::uint64_t number) const;

  /// Takes no more jobs, cancels those that wait and kills those that run. Does not wait.
  void stop();
  /// Waits until nothing runs any more; after stop().
  void finish();

  static constexpr std::size_t kMaxWaiting = 8;
  static constexpr std::size_t kMaxKept = 50;

 private:
  struct Kept {
    JobRecord record;
    bool cancelled = false;  // asked for while it ran
    ChildProcess* child = nullptr;
  };
  struct Lane {
    std::deque<std::uint64_t> waiting;
    std::thread thread;
  };

  void run(Lane& lane);
  void run_one(JobRecord record);
  /// Its status, or nothing when it could not be started.
  std::optional<int> run_child(std::uint64_t number, const JobOrder& order);
  Kept* find(std::uint64_t number);
  const Kept* find(std::uint64_t number) const;
  void drop_old();
  Lane& lane_of(JobKind kind) { return job_writes(kind) ? writing_ : reading_; }

  const JobSettings settings_;
  const Listener listener_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::uint64_t last_number_ = 0;
  std::deque<Kept> kept_;  // ascending by number
  Lane writing_;           // last: their threads use the others
  Lane reading_;
};

}  // namespace kizuki
