#include "server/jobs/child_process.hpp"

#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <thread>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/result_matchers.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

using testing::ElementsAre;

struct Ended {
  int status = 0;
  std::vector<std::string> lines;
};

Ended run_script(const std::string& script, const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments{"sh", "-c", script, "sh"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const auto child = ChildProcess::start("/bin/sh", arguments, {"KIZUKI_REPORT=json"});
  EXPECT_TRUE(succeeded(child));
  Ended ended;
  ended.status = (*child)->follow([&](std::string_view line) { ended.lines.emplace_back(line); });
  return ended;
}

TEST(ChildProcessTest, HandsOverLinesAndStatus) {
  const Ended ended = run_script("echo out; echo one >&2; printf 'no end' >&2; exit 3");
  EXPECT_EQ(ended.status, 3);
  EXPECT_THAT(ended.lines, ElementsAre("one", "no end"));
}

TEST(ChildProcessTest, ArgumentsAndEnvironmentArriveAsTheyAre) {
  const Ended ended = run_script("printf '%s|%s|%s\\n' \"$1\" \"$2\" \"$KIZUKI_REPORT\" >&2",
                                 {"a b; $(exit 9)", "'\"*"});
  EXPECT_THAT(ended.lines, ElementsAre("a b; $(exit 9)|'\"*|json"));
}

TEST(ChildProcessTest, InheritsNeitherFilesNorBlockedSignals) {
  const TempFolder folder;
  // Without O_CLOEXEC on purpose: sockets of a library may be so.
  const int file = ::open(folder.write("held", "x").c_str(), O_RDONLY);  // NOLINT
  ASSERT_GE(file, 3);
  sigset_t signals;
  sigset_t before;
  ::sigemptyset(&signals);
  ::sigaddset(&signals, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &signals, &before);
  const Ended ended = run_script("[ -e /proc/self/fd/" + std::to_string(file) +
                                 " ] && echo held >&2; kill -TERM $$; echo alive >&2");
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  ::close(file);
  EXPECT_EQ(ended.status, 128 + SIGTERM);
  EXPECT_TRUE(ended.lines.empty());
}

TEST(ChildProcessTest, KillsTheWholeGroup) {
  const auto child =
      ChildProcess::start("/bin/sh", {"sh", "-c", "sleep 600 & echo ready >&2; wait"}, {});
  ASSERT_TRUE(succeeded(child));
  int lines = 0;
  // The sleeping process holds the pipe too: follow returns only because it dies as well.
  const int status = (*child)->follow([&](std::string_view) {
    ++lines;
    (*child)->kill();
  });
  EXPECT_EQ(status, 128 + SIGKILL);
  EXPECT_EQ(lines, 1);
  (*child)->kill();  // nothing is left
}

TEST(ChildProcessTest, CutsEndlessLines) {
  const Ended ended =
      run_script("head -c 3000000 /dev/zero | tr '\\0' x >&2; echo >&2; echo y >&2");
  ASSERT_EQ(ended.lines.size(), 2U);
  EXPECT_EQ(ended.lines[0].size(), ChildProcess::kMaxLineBytes);
  EXPECT_EQ(ended.lines[1], "y");
}

TEST(ChildProcessTest, AProgramThatIsNotThereIsAnError) {
  EXPECT_EQ(failure_name(ChildProcess::start("/none/kizuki", {"kizuki"}, {})), "not_found");
}

}  // namespace
}  // namespace kizuki
