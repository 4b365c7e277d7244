// Running the real programs.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

namespace kizuki::test {

struct ProcessResult {
  int status = -1;  // exit status, or 128 + signal
  std::string out;
  std::string err;
  std::uint64_t peak_memory_bytes = 0;
};

/// Runs `arguments[0]` with the rest as arguments, `input` on standard input, and waits. The child
/// is killed after `limit`; its status is then 128 + SIGKILL.
ProcessResult run_process(const std::vector<std::string>& arguments, const std::string& input = "",
                          std::chrono::seconds limit = std::chrono::seconds(120));

/// A child with its output thrown away, to be killed. Waited for by the destructor.
class BackgroundProcess {
 public:
  explicit BackgroundProcess(const std::vector<std::string>& arguments);
  ~BackgroundProcess();
  BackgroundProcess(const BackgroundProcess&) = delete;
  BackgroundProcess& operator=(const BackgroundProcess&) = delete;

  /// SIGKILL to this child alone.
  void kill();
  /// SIGTERM to it: it may finish what it does.
  void terminate();
  /// Waits; exit status, or 128 + signal.
  int wait();

 private:
  pid_t pid_ = -1;
  int status_ = -1;
};

}  // namespace kizuki::test
