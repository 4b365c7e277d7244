// Disks that are full or read-only.
#include <cerrno>
#include <csignal>
#include <cstring>
#include <iostream>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>

#include "tests/engine/library/library_support.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

using ::testing::AnyOf;
using ::testing::IsEmpty;

// A small disk of its own, in a mount namespace that only this process sees.
class SmallDisk {
 public:
  explicit SmallDisk(std::size_t bytes) {
    if (::unshare(CLONE_NEWNS) != 0 ||
        ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("none", folder_.path().c_str(), "tmpfs", 0, size(bytes).c_str()) != 0) {
      reason_ = std::strerror(errno);
    } else {
      mounted_ = true;
    }
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(folder_.path().c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool mounted() const { return mounted_; }
  const std::string& reason() const { return reason_; }
  const std::filesystem::path& path() const { return folder_.path(); }

  bool resize(std::size_t bytes) const { return remount(0, bytes); }
  bool make_read_only() const { return remount(MS_RDONLY, std::size_t{1} << 26); }

 private:
  static std::string size(std::size_t bytes) { return "size=" + std::to_string(bytes); }
  bool remount(unsigned long flags, std::size_t bytes) const {
    return ::mount("none", folder_.path().c_str(), "tmpfs", MS_REMOUNT | flags,
                   size(bytes).c_str()) == 0;
  }

  TempFolder folder_;
  bool mounted_ = false;
  std::string reason_;
};

// Writes "full-0", "full-1" … until the disk is full; returns how many were acknowledged.
std::uint64_t write_until_full(Library& library) {
  LibraryWriter writer(library, fixed_clock);
  std::uint64_t durable = 0;
  writer.on_commit([&](std::uint64_t changes) { durable += changes; });
  for (std::uint64_t i = 0; i < 100'000; ++i) {
    const auto written = writer.upsert(sample_case(numbered("full-", i), 1, 1500), "f");
    const auto committed = written && i % 10 == 9 ? writer.commit() : Result<void>();
    if (written && committed) continue;
    const Error error = written ? committed.error() : written.error();
    EXPECT_THAT(error.code, AnyOf(ErrorCode::kNoSpace, ErrorCode::kIo)) << error.describe();
    EXPECT_EQ(failure_name(writer.commit()), error_name(error.code));  // stays broken
    return durable;
  }
  ADD_FAILURE() << "the disk never became full";
  return durable;
}

void expect_first_cases(const Library& library, std::uint64_t count) {
  EXPECT_GE(*library.sequence(), count);
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto stored = library.get(numbered("full-", i));
    ASSERT_TRUE(succeeded(stored));
    ASSERT_EQ(stored->json, sample_json(numbered("full-", i), 1, 1500));
  }
  EXPECT_THAT(findings(library), IsEmpty());
}

TEST(LibraryDiskTest, FullDiskLosesNothingAndWritingGoesOnWhenThereIsSpace) {
  for (std::size_t kilobytes = 300; kilobytes <= 1900; kilobytes += 200) {
    SCOPED_TRACE(kilobytes);
    const SmallDisk disk(kilobytes << 10);
    if (!disk.mounted()) GTEST_SKIP() << "no rights to mount: " << disk.reason();
    Library library = open_library(disk.path());
    const std::uint64_t durable = write_until_full(library);
    expect_first_cases(library, durable);
    // A new process meets the full disk.
    expect_first_cases(open_library(disk.path(), Library::Mode::kReadOnly), durable);

    LibraryWriter still_full(library, fixed_clock);
    const auto refused = still_full.upsert(sample_case("more", 1, 1'000'000), "f");
    EXPECT_FALSE(refused && still_full.commit());

    ASSERT_TRUE(disk.resize(std::size_t{16} << 20));
    write_cases(library, {sample_case("full-0", 1, 1500), sample_case("more", 1, 1'000'000)});
    expect_first_cases(library, durable);
    EXPECT_TRUE(succeeded(library.get("more")));
  }
}

// The library was closed before the disk filled up: SQLite's lock files cannot be made any more.
TEST(LibraryDiskTest, ClosedLibraryOpensForReadingOnAFullDisk) {
  const SmallDisk disk(std::size_t{2} << 20);
  if (!disk.mounted()) GTEST_SKIP() << "no rights to mount: " << disk.reason();
  {
    Library library = open_library(disk.path());
    write_cases(library, {sample_case("a")});
  }
  ASSERT_TRUE(disk.resize(std::filesystem::file_size(disk.path() / "library.db") + 4096));
  const Library library = open_library(disk.path(), Library::Mode::kReadOnly);
  EXPECT_TRUE(succeeded(library.get("a")));
  EXPECT_THAT(findings(library), IsEmpty());
}

TEST(LibraryDiskTest, NoSpaceForANewLibraryIsAnErrorThatPasses) {
  const SmallDisk disk(4096);
  if (!disk.mounted()) GTEST_SKIP() << "no rights to mount: " << disk.reason();
  EXPECT_EQ(failure_name(Library::open(disk.path() / "deep", Library::Mode::kReadWrite)),
            "no_space");
  ASSERT_TRUE(disk.resize(std::size_t{8} << 20));
  EXPECT_TRUE(succeeded(Library::open(disk.path() / "deep", Library::Mode::kReadWrite)));
}

TEST(LibraryDiskTest, FileSizeLimitIsMetLikeAFullDisk) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  write_cases(library, {sample_case("full-0", 1, 1500)});
  struct rlimit before {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  struct rlimit limit = before;
  limit.rlim_cur = 600'000;
  const auto handler = ::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &limit), 0);
  const std::uint64_t durable = write_until_full(library) + 1;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  ::signal(SIGXFSZ, handler);
  expect_first_cases(library, durable);
  write_cases(library, {sample_case("more", 1, 1'000'000)});
  expect_first_cases(library, durable);
}

TEST(LibraryDiskTest, ReadOnlyDiskIsRead) {
  const SmallDisk disk(std::size_t{1} << 26);
  if (!disk.mounted()) GTEST_SKIP() << "no rights to mount: " << disk.reason();
  {
    Library library = open_library(disk.path());
    write_cases(library, {sample_case("a"), sample_case("b")});
  }
  ASSERT_TRUE(disk.make_read_only());
  EXPECT_EQ(failure_name(Library::open(disk.path(), Library::Mode::kReadWrite)),
            "permission_denied");
  const Library library = open_library(disk.path(), Library::Mode::kReadOnly);
  EXPECT_EQ(all_cases(library, 2).size(), 2U);
  EXPECT_EQ(*library.count_cases(2), 2U);
  EXPECT_THAT(findings(library), IsEmpty());
}

// A disk that was made read-only under a dead writer: the newest writes stand in the log only.
TEST(LibraryDiskTest, ReadOnlyDiskWithAWriteAheadLog) {
  for (const bool with_lock_file : {true, false}) {
    SCOPED_TRACE(with_lock_file);
    const SmallDisk disk(std::size_t{1} << 26);
    if (!disk.mounted()) GTEST_SKIP() << "no rights to mount: " << disk.reason();
    EXPECT_EQ(run_in_child([&]() -> int {
                Library library = open_library(disk.path());
                write_cases(library, {sample_case("a")});
                ::_exit(7);  // without closing
              }),
              7);
    ASSERT_TRUE(std::filesystem::exists(disk.path() / "library.db-wal"));
    if (!with_lock_file) std::filesystem::remove(disk.path() / "library.db-shm");
    ASSERT_TRUE(disk.make_read_only());
    const auto library = Library::open(disk.path(), Library::Mode::kReadOnly);
    if (with_lock_file) {
      ASSERT_TRUE(succeeded(library));
      EXPECT_TRUE(succeeded(library->get("a")));
      EXPECT_THAT(findings(*library), IsEmpty());
    } else {
      // Never an answer without the newest writes.
      ASSERT_FALSE(library);
      EXPECT_EQ(failure_name(library), "permission_denied");
      EXPECT_THAT(library.error().message, ::testing::HasSubstr("写してから"));
    }
  }
}

// What a user without rights to the folder sees, and that he notices when somebody writes.
TEST(LibraryDiskTest, ReaderWithoutRightsToTheFolder) {
  const TempFolder folder;
  {
    Library library = open_library(folder.path());
    write_cases(library, {sample_case("a")});
  }
  std::filesystem::permissions(folder.path(), std::filesystem::perms{0755});
  int to_child[2];
  int to_parent[2];
  ASSERT_EQ(::pipe(to_child), 0);
  ASSERT_EQ(::pipe(to_parent), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    ::alarm(60);
    if (!become_ordinary_user()) ::_exit(1);
    if (Library::open(folder.path(), Library::Mode::kReadWrite)) ::_exit(2);
    auto library = Library::open(folder.path(), Library::Mode::kReadOnly);
    if (!library || !library->get("a") || library->get("b")) ::_exit(3);
    char byte = 0;
    if (::write(to_parent[1], &byte, 1) != 1 || ::read(to_child[0], &byte, 1) != 1) ::_exit(4);
    if (!library->get("b")) ::_exit(5);
    ::_exit(0);
  }
  char byte = 0;
  ASSERT_EQ(::read(to_parent[0], &byte, 1), 1);
  {
    Library library = open_library(folder.path());
    write_cases(library, {sample_case("b")});
  }
  ASSERT_EQ(::write(to_child[1], &byte, 1), 1);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 1) GTEST_SKIP() << "no rights to become another user";
  EXPECT_EQ(WEXITSTATUS(status), 0);
  for (const int end : {to_child[0], to_child[1], to_parent[0], to_parent[1]}) ::close(end);
}

}  // namespace
}  // namespace kizuki
