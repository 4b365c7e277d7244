#include "engine/base/filter_process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <poll.h>
#include <spawn.h>

#include "engine/base/error.hpp"

extern char** environ;  // NOLINT(readability-identifier-naming): POSIX names it

namespace kizuki {
namespace {

// Sets limits and becomes the program: between fork and exec of a process with threads hardly
// anything may be called, so we do not set them ourselves.
constexpr const char* kLimiter = "/usr/bin/prlimit";
constexpr int kSignalStatus = 128;  // as a shell counts
constexpr std::size_t kReadBytes = std::size_t{64} << 10U;

/// Closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return number_; }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }

 private:
  int number_;
};

Error failed(int number, const std::string& program) {
  return system_error(number, "補助のプログラムを動かせません", program);
}

Error beyond(const char* what, const std::string& program) {
  Error error;
  error.code = ErrorCode::kLimitExceeded;
  error.message = std::string("補助のプログラムが") + what + "を超えたので止めました";
  error.file = program;
  return error;
}

/// A file without a name, at its beginning. -1 with errno on failure.
int file_of(std::string_view bytes) {
  const int file = ::memfd_create("kizuki-input", MFD_CLOEXEC);
  while (file >= 0 && !bytes.empty()) {
    const ssize_t put = ::write(file, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) {
      const int number = errno;
      ::close(file);
      errno = number;
      return -1;
    }
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  if (file >= 0) ::lseek(file, 0, SEEK_SET);
  return file;
}

std::vector<std::string> limited(const std::vector<std::string>& command,
                                 const FilterLimits& limits) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(limits.time).count();
  std::vector<std::string> all = {kLimiter,
                                  "--as=" + std::to_string(limits.memory_bytes),
                                  "--cpu=" + std::to_string(seconds),
                                  "--core=0",
                                  "--fsize=0",
                                  "--"};
  all.insert(all.end(), command.begin(), command.end());
  return all;
}

/// Starts `command`; returns its process id, or -1 with `failure` set.
pid_t start(std::vector<std::string> command, int input, int output, int& failure) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  ::posix_spawnattr_init(&attributes);
  sigset_t signals;
  ::sigemptyset(&signals);
  ::posix_spawnattr_setsigmask(&attributes, &signals);
  ::sigaddset(&signals, SIGPIPE);
  ::posix_spawnattr_setsigdefault(&attributes, &signals);
  ::posix_spawnattr_setpgroup(&attributes, 0);
  ::posix_spawnattr_setflags(
      &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (std::string& argument : command) arguments.push_back(argument.data());
  arguments.push_back(nullptr);
  pid_t process = -1;
  failure = ::posix_spawn(&process, arguments[0], &actions, &attributes, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::posix_spawnattr_destroy(&attributes);
  return failure == 0 ? process : -1;
}

using Moment = std::chrono::steady_clock::time_point;

/// Reads until the end. Errors: those of run_filter.
Result<std::string> read_output(int output, const FilterLimits& limits, Moment give_up,
                                const std::string& program) {
  std::string bytes;
  std::array<char, kReadBytes> piece{};
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        give_up - std::chrono::steady_clock::now());
    if (left.count() <= 0) return beyond("時間", program);
    pollfd waiting{output, POLLIN, 0};
    const int ready =
        ::poll(&waiting, 1, static_cast<int>(std::min<std::int64_t>(left.count(), 60'000)));
    if (ready < 0 && errno != EINTR) return failed(errno, program);
    if (ready <= 0) continue;
    const ssize_t got = ::read(output, piece.data(), piece.size());
    if (got < 0 && errno != EINTR) return failed(errno, program);
    if (got == 0) return bytes;
    if (got < 0) continue;
    bytes.append(piece.data(), static_cast<std::size_t>(got));
    if (bytes.size() > limits.output_bytes) return beyond("出力の大きさ", program);
  }
}

/// Its status when it ends before `give_up`; killed then.
int wait_for(pid_t process, Moment give_up) {
  int status = 0;
  while (::waitpid(process, &status, WNOHANG) != process) {
    if (std::chrono::steady_clock::now() >= give_up) ::kill(-process, SIGKILL);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : kSignalStatus + WTERMSIG(status);
}

}  // namespace

Result<FilterOutput> run_filter(const std::vector<std::string>& command, std::string_view input,
                                const FilterLimits& limits) {
  const std::string& program = command.front();
  if (::access(program.c_str(), X_OK) != 0) return failed(errno, program);
  const Descriptor in(file_of(input));
  if (in.get() < 0) return failed(errno, program);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return failed(errno, program);
  const Descriptor out(ends[0]);
  Descriptor its_end(ends[1]);
  int failure = 0;
  const pid_t process = start(limited(command, limits), in.get(), its_end.get(), failure);
  its_end.close();
  if (process < 0) return failed(failure, program);
  const Moment give_up = std::chrono::steady_clock::now() + limits.time;
  auto bytes = read_output(out.get(), limits, give_up, program);
  if (!bytes) ::kill(-process, SIGKILL);
  const int status = wait_for(process, give_up);
  if (!bytes) return std::move(bytes).error();
  return FilterOutput{status, *std::move(bytes)};
}

}  // namespace kizuki
