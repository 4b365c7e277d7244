#include "engine/base/file_lock.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "tests/support/child_process.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

constexpr auto kShared = FileLock::Mode::kShared;
constexpr auto kExclusive = FileLock::Mode::kExclusive;

TEST(FileLock, KeepsTwoObjectsOfOneProcessApart) {
  const TempFolder folder;
  struct Example {
    FileLock::Mode first, second;
    std::string expected;
  };
  const Example examples[] = {{kExclusive, kExclusive, "locked"},
                              {kExclusive, kShared, "locked"},
                              {kShared, kExclusive, "locked"},
                              {kShared, kShared, "ok"}};
  for (const Example& example : examples) {
    const auto first = FileLock::try_acquire(folder / "lock", example.first);
    ASSERT_TRUE(succeeded(first));
    const auto second = FileLock::try_acquire(folder / "lock", example.second);
    EXPECT_EQ(failure_name(second), example.expected);
    if (!second) {
      EXPECT_EQ(second.error().file, (folder / "lock").string());
    }
  }
}

TEST(FileLock, IsFreeWhenItsHolderDiesAndTheFileStays) {
  const TempFolder folder;
  { ASSERT_TRUE(succeeded(FileLock::try_acquire(folder / "lock", kExclusive))); }
  EXPECT_TRUE(std::filesystem::exists(folder / "lock"));
  EXPECT_TRUE(succeeded(FileLock::try_acquire(folder / "lock", kExclusive)));
}

TEST(FileLock, GoesWithAMove) {
  const TempFolder folder;
  auto acquired = FileLock::try_acquire(folder / "lock", kExclusive);
  ASSERT_TRUE(succeeded(acquired));
  {
    const FileLock moved = *std::move(acquired);
    EXPECT_EQ(failure_name(FileLock::try_acquire(folder / "lock", kShared)), "locked");
  }
  EXPECT_TRUE(succeeded(FileLock::try_acquire(folder / "lock", kExclusive)));
}

/// A child that holds an exclusive lock until it is killed.
class Holder {
 public:
  explicit Holder(const std::filesystem::path& path) {
    int pipe_ends[2];
    if (::pipe(pipe_ends) != 0) return;
    child_ = ::fork();
    if (child_ == 0) {
      ::alarm(60);
      const auto lock = FileLock::try_acquire(path, kExclusive);
      const char answer = lock ? 'y' : 'n';
      if (::write(pipe_ends[1], &answer, 1) != 1) ::_exit(1);
      for (;;) ::pause();
    }
    ::close(pipe_ends[1]);
    char answer = 'n';
    holds_ = ::read(pipe_ends[0], &answer, 1) == 1 && answer == 'y';
    ::close(pipe_ends[0]);
  }
  ~Holder() { kill(); }
  Holder(const Holder&) = delete;
  Holder& operator=(const Holder&) = delete;

  bool holds() const { return holds_; }
  void kill() {
    if (child_ <= 0) return;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
    child_ = -1;
  }

 private:
  pid_t child_ = -1;
  bool holds_ = false;
};

TEST(FileLock, KeepsProcessesApartUntilTheHolderIsKilled) {
  const TempFolder folder;
  Holder holder(folder / "lock");
  ASSERT_TRUE(holder.holds());
  EXPECT_EQ(failure_name(FileLock::try_acquire(folder / "lock", kExclusive)), "locked");
  EXPECT_EQ(failure_name(FileLock::try_acquire(folder / "lock", kShared)), "locked");
  holder.kill();
  EXPECT_TRUE(succeeded(FileLock::try_acquire(folder / "lock", kExclusive)));
}

TEST(FileLock, DoesNotOutliveItsObjectInAProgramThatWasStarted) {
  const TempFolder folder;
  int input[2];
  ASSERT_EQ(::pipe(input), 0);
  pid_t child = -1;
  {
    const auto lock = FileLock::try_acquire(folder / "lock", kExclusive);
    ASSERT_TRUE(succeeded(lock));
    child = ::fork();
    if (child == 0) {
      ::dup2(input[0], 0);
      ::close(input[0]);
      ::close(input[1]);
      ::execlp("cat", "cat", nullptr);  // runs until its input ends
      ::_exit(1);
    }
  }
  // The fork shares the lock until it executes the program: that moment may be still to come.
  std::optional<FileLock> again;
  for (int i = 0; i < 500 && !again; ++i) {
    if (auto acquired = FileLock::try_acquire(folder / "lock", kExclusive)) {
      again = *std::move(acquired);
    } else {
      ::usleep(10'000);
    }
  }
  EXPECT_TRUE(again.has_value());
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, WNOHANG), 0) << "the program still runs";
  ::close(input[0]);
  ::close(input[1]);
  EXPECT_EQ(::waitpid(child, &status, 0), child);
}

TEST(FileLock, NeedsAFolderThatIsThere) {
  const TempFolder folder;
  EXPECT_EQ(failure_name(FileLock::try_acquire(folder / "none" / "lock", kExclusive)), "not_found");
}

TEST(FileLock, WithoutTheRightToWriteOnlySharedIsGiven) {
  const TempFolder folder;
  std::ofstream(folder / "lock") << "";
  const auto as_user = [&](FileLock::Mode mode, const char* name) {
    return run_in_child([&] {
      if (!become_ordinary_user()) return 101;
      const auto lock = FileLock::try_acquire(folder / name, mode);
      return lock ? 100 : static_cast<int>(lock.error().code);
    });
  };
  std::filesystem::permissions(folder / "lock", std::filesystem::perms{0444});
  std::filesystem::permissions(folder.path(), std::filesystem::perms{0555});
  const int shared = as_user(kShared, "lock");
  if (shared == 101) GTEST_SKIP() << "cannot give up root here";
  EXPECT_EQ(shared, 100);
  EXPECT_EQ(as_user(kExclusive, "lock"), static_cast<int>(ErrorCode::kPermissionDenied));
  // A shared lock on a file that is missing and cannot be made: nothing to lock.
  const int missing = as_user(kShared, "other");
  EXPECT_TRUE(missing == static_cast<int>(ErrorCode::kPermissionDenied) ||
              missing == static_cast<int>(ErrorCode::kNotFound))
      << missing;
  std::filesystem::permissions(folder.path(), std::filesystem::perms{0755});
}

}  // namespace
}  // namespace kizuki
