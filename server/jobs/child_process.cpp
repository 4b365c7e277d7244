#include "server/jobs/child_process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include <spawn.h>

extern char** environ;  // NOLINT(readability-identifier-naming): POSIX names it

namespace kizuki {
namespace {

constexpr int kLowPriority = 10;
constexpr int kSignalStatus = 128;  // as a shell counts

/// Our environment with `more` over it.
std::vector<std::string> environment_with(const std::vector<std::string>& more) {
  std::vector<std::string> all = more;
  for (char** at = environ; *at != nullptr; ++at) {
    const std::string_view one(*at);
    const std::string_view name = one.substr(0, one.find('=') + 1);
    const bool replaced = std::any_of(more.begin(), more.end(), [&](const std::string& other) {
      return std::string_view(other).starts_with(name);
    });
    if (!replaced) all.emplace_back(one);
  }
  return all;
}

/// What execve takes; `texts` outlives it.
std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// How the child begins. Freed with the object.
class SpawnPlan {
 public:
  explicit SpawnPlan(int errors) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions_, errors, STDERR_FILENO);
    // Sockets and locks of ours would otherwise live as long as the child.
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    ::posix_spawnattr_init(&attributes_);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    // The server's threads block the signals that end it, and SIGPIPE is ignored.
    sigset_t signals;
    ::sigemptyset(&signals);
    ::posix_spawnattr_setsigmask(&attributes_, &signals);
    for (const int number : {SIGTERM, SIGINT, SIGPIPE}) ::sigaddset(&signals, number);
    ::posix_spawnattr_setsigdefault(&attributes_, &signals);
    ::posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  const posix_spawn_file_actions_t* actions() const { return &actions_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace

Result<std::unique_ptr<ChildProcess>> ChildProcess::start(
    const std::filesystem::path& program, const std::vector<std::string>& arguments,
    const std::vector<std::string>& more_environment) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return system_error(errno, "作業を始められません", program.string());
  }
  std::vector<std::string> argument_texts = arguments;
  std::vector<std::string> environment_texts = environment_with(more_environment);
  const std::vector<char*> argument_list = pointers_to(argument_texts);
  const std::vector<char*> environment_list = pointers_to(environment_texts);
  pid_t pid = -1;
  const SpawnPlan plan(ends[1]);
  const int failure = ::posix_spawn(&pid, program.c_str(), plan.actions(), plan.attributes(),
                                    argument_list.data(), environment_list.data());
  ::close(ends[1]);
  if (failure != 0) {
    ::close(ends[0]);
    return system_error(failure, "作業を始められません", program.string());
  }
  // Requests go first. Its threads take over what it has when it makes them.
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(pid), kLowPriority);
  return std::unique_ptr<ChildProcess>(new ChildProcess(pid, ends[0]));
}

ChildProcess::~ChildProcess() {
  kill();
  reap();
  ::close(errors_);
}

int ChildProcess::follow(const std::function<void(std::string_view)>& take) {
  read_lines(take);
  return reap();
}

void ChildProcess::read_lines(const std::function<void(std::string_view)>& take) {
  std::array<char, 4'096> buffer{};
  std::string line;
  for (;;) {
    const ssize_t got = ::read(errors_, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    for (const char c : std::string_view(buffer.data(), static_cast<std::size_t>(got))) {
      if (c == '\n') {
        take(line);
        line.clear();
      } else if (line.size() < kMaxLineBytes) {
        line.push_back(c);
      }
    }
  }
  if (!line.empty()) take(line);
}

int ChildProcess::reap() {
  if (!reaped_) {
    // Its number stays its own until it is waited for: only then, under the mutex, it is given
    // back.
    siginfo_t ended{};
    int failure = 0;
    do {
      failure = ::waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOWAIT);
    } while (failure != 0 && errno == EINTR);
  }
  const std::lock_guard lock(mutex_);
  if (reaped_) return status_;
  int status = 0;
  ::waitpid(pid_, &status, 0);  // at once: it has ended
  reaped_ = true;
  status_ = WIFEXITED(status) ? WEXITSTATUS(status) : kSignalStatus + WTERMSIG(status);
  return status_;
}

void ChildProcess::kill() {
  const std::lock_guard lock(mutex_);
  if (!reaped_) ::kill(-pid_, SIGKILL);
}

}  // namespace kizuki
