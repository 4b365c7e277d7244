#include "bench/resource_usage.hpp"

#include <cerrno>
#include <chrono>
#include <ctime>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <spawn.h>

extern char** environ;  // POSIX declares it nowhere

namespace kizuki {
namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

// Linux counts ru_maxrss in KiB.
std::uint64_t peak_bytes(const rusage& usage) {
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

class OutputToError {
 public:
  OutputToError() {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, STDERR_FILENO, STDOUT_FILENO);
  }
  ~OutputToError() { posix_spawn_file_actions_destroy(&actions_); }
  OutputToError(const OutputToError&) = delete;
  OutputToError& operator=(const OutputToError&) = delete;
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

}  // namespace

double thread_cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double wall_seconds() {
  using std::chrono::duration;
  return duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::uint64_t peak_memory_bytes() {
  rusage usage{};
  return getrusage(RUSAGE_SELF, &usage) == 0 ? peak_bytes(usage) : 0;
}

Result<ChildUsage> run_child(const std::vector<std::string>& words) {
  if (words.empty()) {
    Error error;
    error.code = ErrorCode::kInvalidArgument;
    error.message = "実行するプログラムが指定されていません。";
    return error;
  }
  std::vector<std::string> copies = words;  // posix_spawn takes what it promises not to change
  std::vector<char*> arguments;
  for (std::string& word : copies) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  const OutputToError actions;
  const double begin = wall_seconds();
  pid_t child = 0;
  const int problem =
      posix_spawnp(&child, arguments[0], actions.get(), nullptr, arguments.data(), environ);
  if (problem != 0) return system_error(problem, "プログラムを起動できません", words[0]);

  int status = 0;
  rusage usage{};
  while (wait4(child, &status, 0, &usage) < 0) {
    if (errno != EINTR) return system_error(errno, "プログラムの終了を待てません", words[0]);
  }
  ChildUsage used;
  used.wall_seconds = wall_seconds() - begin;
  used.cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  used.peak_memory_bytes = peak_bytes(usage);
  used.exit_status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return used;
}

}  // namespace kizuki
