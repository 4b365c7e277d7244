#include "tests/support/process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <poll.h>

namespace kizuki::test {
namespace {

std::vector<char*> argument_pointers(const std::vector<std::string>& arguments) {
  std::vector<char*> pointers;
  pointers.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments)
    pointers.push_back(const_cast<char*>(argument.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

int exit_status(int wait_status) {
  if (WIFEXITED(wait_status)) return WEXITSTATUS(wait_status);
  return 128 + WTERMSIG(wait_status);
}

struct Pipe {
  std::array<int, 2> ends{-1, -1};
  Pipe() {
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe");
  }
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  void close_end(std::size_t end) {
    if (ends.at(end) >= 0) ::close(ends.at(end));
    ends.at(end) = -1;
  }
};

}  // namespace

ProcessResult run_process(const std::vector<std::string>& arguments, const std::string& input,
                          std::chrono::seconds limit) {
  ::signal(SIGPIPE, SIG_IGN);  // a child that reads no input is no failure
  Pipe in;
  Pipe out;
  Pipe err;
  const std::vector<char*> pointers = argument_pointers(arguments);
  const pid_t pid = ::fork();
  if (pid < 0) throw std::runtime_error("fork");
  if (pid == 0) {
    ::dup2(in.ends[0], STDIN_FILENO);
    ::dup2(out.ends[1], STDOUT_FILENO);
    ::dup2(err.ends[1], STDERR_FILENO);
    ::execv(pointers[0], pointers.data());
    ::_exit(127);
  }
  in.close_end(0);
  out.close_end(1);
  err.close_end(1);

  ProcessResult result;
  std::thread feeder([&] {
    std::size_t sent = 0;
    while (sent < input.size()) {
      const ssize_t written = ::write(in.ends[1], input.data() + sent, input.size() - sent);
      if (written <= 0) break;
      sent += static_cast<std::size_t>(written);
    }
    in.close_end(1);
  });
  const auto end = std::chrono::steady_clock::now() + limit;
  std::array<pollfd, 2> waiting{{{out.ends[0], POLLIN, 0}, {err.ends[0], POLLIN, 0}}};
  std::array<char, 65536> chunk{};
  while (waiting[0].fd >= 0 || waiting[1].fd >= 0) {
    if (::poll(waiting.data(), waiting.size(), 200) < 0 && errno != EINTR) break;
    for (std::size_t i = 0; i < 2; ++i) {
      if (waiting.at(i).fd < 0 || waiting.at(i).revents == 0) continue;
      const ssize_t got = ::read(waiting.at(i).fd, chunk.data(), chunk.size());
      if (got > 0) {
        (i == 0 ? result.out : result.err).append(chunk.data(), static_cast<std::size_t>(got));
      } else {
        waiting.at(i).fd = -1;
      }
    }
    if (std::chrono::steady_clock::now() > end) {
      ::kill(pid, SIGKILL);
      break;
    }
  }
  int status = 0;
  rusage usage{};
  ::wait4(pid, &status, 0, &usage);
  feeder.join();
  result.status = exit_status(status);
  result.peak_memory_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
  return result;
}

BackgroundProcess::BackgroundProcess(const std::vector<std::string>& arguments) {
  const std::vector<char*> pointers = argument_pointers(arguments);
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("fork");
  if (pid_ == 0) {
    const int null = ::open("/dev/null", O_RDWR);
    ::dup2(null, STDIN_FILENO);
    ::dup2(null, STDOUT_FILENO);
    ::dup2(null, STDERR_FILENO);
    ::execv(pointers[0], pointers.data());
    ::_exit(127);
  }
}

BackgroundProcess::~BackgroundProcess() {
  if (pid_ > 0 && status_ < 0) {
    ::kill(pid_, SIGKILL);
    wait();
  }
}

void BackgroundProcess::kill() {
  if (status_ < 0) ::kill(pid_, SIGKILL);
}

void BackgroundProcess::terminate() {
  if (status_ < 0) ::kill(pid_, SIGTERM);
}

int BackgroundProcess::wait() {
  if (status_ >= 0) return status_;
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  status_ = exit_status(status);
  return status_;
}

}  // namespace kizuki::test
