// Writes the audit log for all answers of the server, in groups.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/library/audit_log.hpp"

namespace kizuki {

/// One thread that appends what others hand in. What comes in while a commit is under way shares
/// the next one, so an entry waits for two commits at most and none waits for others to come.
/// Thread-safe.
class AuditDesk {
 public:
  /// Hears, on the desk's thread, that the entries are on the disk, or why they are not. Does not
  /// throw.
  using Done = std::function<void(const Result<void>&)>;

  explicit AuditDesk(std::filesystem::path folder);
  /// As stop().
  ~AuditDesk();
  AuditDesk(const AuditDesk&) = delete;
  AuditDesk& operator=(const AuditDesk&) = delete;

  /// False, and nothing is taken, when kMaxWaiting others wait or the desk has stopped.
  bool submit(std::vector<AuditEntry> entries, Done done);
  /// Returns when the entries are on the disk: for what must be written down before it is done.
  /// Errors: kLocked (too many wait, or the desk has stopped), those of AuditLog.
  Result<void> write_now(std::vector<AuditEntry> entries);
  /// Writes what was taken, then ends the thread.
  void stop();

  static constexpr std::size_t kMaxWaiting = 512;

 private:
  struct Job {
    std::vector<AuditEntry> entries;
    Done done;
  };
  void run();
  Result<void> write(const std::vector<Job>& jobs);

  std::filesystem::path folder_;
  std::optional<AuditLog> log_;  // of the thread
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Job> waiting_;
  bool stopping_ = false;
  std::thread thread_;  // last: it uses the others
};

}  // namespace kizuki
