// A child process whose standard error is read line by line.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

#include "engine/base/result.hpp"

namespace kizuki {

/// A running program in a process group of its own, at a lower priority than ours. It inherits
/// nothing but its standard error: input and output are /dev/null, all other files are closed, no
/// signal is blocked. No shell has a part in it. kill() may be called by any thread.
class ChildProcess {
 public:
  /// Starts `program` with `arguments` (the first is its name) and our environment with
  /// `more_environment` ("NAME=value") over it. Errors: kNotFound, kPermissionDenied, kIo.
  static Result<std::unique_ptr<ChildProcess>> start(
      const std::filesystem::path& program, const std::vector<std::string>& arguments,
      const std::vector<std::string>& more_environment);
  /// Kills what still runs, and waits for it.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  /// Hands over each line of standard error, cut at kMaxLineBytes, until the process ends. Returns
  /// its exit status, or 128 + the signal that ended it. Once.
  int follow(const std::function<void(std::string_view)>& take);

  /// SIGKILL to the whole group; nothing when it has ended.
  void kill();

  static constexpr std::size_t kMaxLineBytes = 8'192;

 private:
  ChildProcess(pid_t pid, int errors) : pid_(pid), errors_(errors) {}
  void read_lines(const std::function<void(std::string_view)>& take);
  int reap();

  std::mutex mutex_;  // over reaped_: a number that was given back may be another process's
  bool reaped_ = false;
  int status_ = 0;
  pid_t pid_;
  int errors_;  // the reading end of its standard error
};

}  // namespace kizuki
