// Work in a forked child: for limits, rights and deaths that must not touch the test program.
#pragma once

#include <cstdlib>
#include <functional>
#include <sys/wait.h>
#include <unistd.h>

#include <grp.h>

namespace kizuki {

/// Runs `body` in a forked child, which is ended after a minute if it hangs. Returns its exit
/// status (0..125, what `body` returned), or minus the signal that ended it. Only for programs
/// with one thread.
inline int run_in_child(const std::function<int()>& body) {
  const pid_t child = ::fork();
  if (child < 0) std::abort();
  if (child == 0) {
    ::alarm(60);
    ::_exit(body());
  }
  int status = 0;
  if (::waitpid(child, &status, 0) != child) std::abort();
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

/// Gives up root in a child, for good: file rights mean nothing to root. False when it cannot.
inline bool become_ordinary_user() {
  constexpr unsigned kNobody = 65534;
  if (::geteuid() != 0) return true;
  return ::setgroups(0, nullptr) == 0 && ::setgid(kNobody) == 0 && ::setuid(kNobody) == 0;
}

}  // namespace kizuki
