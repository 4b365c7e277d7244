// Time and memory that work took, of this thread and of child processes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/result.hpp"

namespace kizuki {

/// CPU seconds of the calling thread so far. On a machine that others use, differences of it are
/// far steadier than wall time.
double thread_cpu_seconds();

/// Seconds of a monotonic clock.
double wall_seconds();

/// Highest resident memory of this process so far, in bytes; 0 when the system does not say.
std::uint64_t peak_memory_bytes();

/// What a finished child process took.
struct ChildUsage {
  int exit_status = 0;  // 128 + signal when a signal ended it
  double wall_seconds = 0;
  double cpu_seconds = 0;               // user and system, all threads
  std::uint64_t peak_memory_bytes = 0;  // resident, mapped files included
};

/// Runs a program (found through PATH when it has no slash) with this process's environment and
/// standard streams, and waits for it; its standard output goes to standard error, so that the
/// figures stay apart. Errors: kInvalidArgument (empty), kNotFound, kPermissionDenied, kIo.
Result<ChildUsage> run_child(const std::vector<std::string>& words);

}  // namespace kizuki
