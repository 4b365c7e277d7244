#include "engine/base/file.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <sys/stat.h>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/child_process.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();
constexpr std::size_t kBuffer = std::size_t{64} << 10;  // FileWriter's

void put(const fs::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

std::string get(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string pattern(std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 31 + i / 251);
  return bytes;
}

/// The number of the error code of a failed call, 100 when it succeeded: an exit status.
template <typename T>
int exit_status(const Result<T>& result) {
  return result ? 100 : static_cast<int>(result.error().code);
}

constexpr int status_of(ErrorCode code) { return static_cast<int>(code); }
constexpr int kCannotDropRoot = 101;

TEST(ReadFile, ReturnsAllBytes) {
  const TempFolder folder;
  constexpr std::size_t kChunk = std::size_t{1} << 20;
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, kChunk - 1, kChunk, kChunk + 1, 3 * kChunk}) {
    const std::string bytes = pattern(size);
    put(folder / "f", bytes);
    const auto read = read_file(folder / "f", kNoLimit);
    ASSERT_TRUE(succeeded(read));
    EXPECT_EQ(*read, bytes) << size;
  }
}

TEST(ReadFile, TakesExactlyTheLimitAndNoMore) {
  const TempFolder folder;
  put(folder / "f", "12345");
  EXPECT_TRUE(succeeded(read_file(folder / "f", 5)));
  EXPECT_EQ(failure_name(read_file(folder / "f", 4)), "limit_exceeded");
  put(folder / "f", "");
  EXPECT_TRUE(succeeded(read_file(folder / "f", 0)));
}

// Files under /proc say that they have no bytes, as a file does that grows while it is read.
TEST(ReadFile, KeepsTheLimitWhenTheSizeWasNotTrue) {
  const auto whole = read_file("/proc/self/status", 1 << 20);
  ASSERT_TRUE(succeeded(whole));
  EXPECT_NE(whole->find("Name:"), std::string::npos);
  EXPECT_EQ(failure_name(read_file("/proc/self/status", 10)), "limit_exceeded");
}

TEST(ReadFile, RefusesWhatIsNoFile) {
  const TempFolder folder;
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0644), 0);
  put(folder / "file", "x");
  const std::pair<fs::path, std::string> examples[] = {
      {folder / "none", "not_found"},
      {folder / "file" / "below", "not_found"},
      {"", "not_found"},
      {folder.path(), "invalid_argument"},
      {"/dev/null", "invalid_argument"},
  };
  for (const auto& [path, expected] : examples) {
    EXPECT_EQ(failure_name(read_file(path, kNoLimit)), expected) << path;
    EXPECT_EQ(failure_name(read_file_in_chunks(path, [](std::string_view) {})), expected) << path;
  }
}

TEST(ReadFile, DoesNotWaitForTheWriterOfAPipe) {
  const TempFolder folder;
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0644), 0);
  EXPECT_EQ(run_in_child([&] {
              ::alarm(5);
              return exit_status(read_file(folder / "pipe", kNoLimit));
            }),
            status_of(ErrorCode::kInvalidArgument));
}

TEST(ReadFile, SaysWhichFileIsUnreadable) {
  const TempFolder folder;
  put(folder / "secret", "x");
  fs::permissions(folder / "secret", fs::perms::none);
  const int status = run_in_child([&] {
    if (!become_ordinary_user()) return kCannotDropRoot;
    const auto read = read_file(folder / "secret", kNoLimit);
    if (!read && read.error().file != (folder / "secret").string()) return 102;
    return exit_status(read);
  });
  if (status == kCannotDropRoot) GTEST_SKIP() << "cannot give up root here";
  EXPECT_EQ(status, status_of(ErrorCode::kPermissionDenied));
}

TEST(ReadFileInChunks, HandsOverTheBytesInOrderAndInBoundedPieces) {
  const TempFolder folder;
  const std::string bytes = pattern((std::size_t{5} << 19) + 17);
  put(folder / "f", bytes);
  std::string joined;
  ASSERT_TRUE(succeeded(read_file_in_chunks(folder / "f", [&](std::string_view chunk) {
    EXPECT_FALSE(chunk.empty());
    EXPECT_LE(chunk.size(), std::size_t{1} << 20);
    joined += chunk;
  })));
  EXPECT_EQ(joined, bytes);
}

TEST(WriteFileAtomically, CreatesAndReplaces) {
  const TempFolder folder;
  const fs::path path = folder / "f";
  for (const std::string& bytes : {std::string("one"), pattern(200'000), std::string()}) {
    ASSERT_TRUE(succeeded(write_file_atomically(path, bytes)));
    EXPECT_EQ(get(path), bytes);
    EXPECT_FALSE(fs::exists(folder / "f.tmp"));
  }
}

TEST(WriteFileAtomically, IsNotStoppedByTheTemporaryOfAnEarlierCrash) {
  const TempFolder folder;
  put(folder / "f.tmp", std::string(5000, 'x'));
  ASSERT_TRUE(succeeded(write_file_atomically(folder / "f", "new")));
  EXPECT_EQ(get(folder / "f"), "new");
}

// A limit on the size of files stands for the full disk: both fail in the middle of a write.
TEST(WriteFileAtomically, LeavesTheOldFileWhenTheDiskIsFull) {
  const TempFolder folder;
  const fs::path path = folder / "f";
  put(path, "old");
  for (const rlim_t limit : {rlim_t{0}, rlim_t{1}, rlim_t{kBuffer}, rlim_t{199'999}}) {
    const int status = run_in_child([&] {
      const rlimit bound{limit, limit};
      ::signal(SIGXFSZ, SIG_IGN);
      if (::setrlimit(RLIMIT_FSIZE, &bound) != 0) return 102;
      return exit_status(write_file_atomically(path, pattern(200'000)));
    });
    EXPECT_EQ(status, status_of(ErrorCode::kNoSpace)) << limit;
    EXPECT_EQ(get(path), "old") << limit;
    EXPECT_FALSE(fs::exists(folder / "f.tmp")) << limit;
  }
  const int status = run_in_child([&] {
    const rlimit bound{200'000, 200'000};
    if (::setrlimit(RLIMIT_FSIZE, &bound) != 0) return 102;
    return exit_status(write_file_atomically(path, pattern(200'000)));
  });
  EXPECT_EQ(status, 100);
  EXPECT_EQ(get(path), pattern(200'000));
}

TEST(WriteFileAtomically, LeavesTheOldFileWhenKilledInTheMiddle) {
  const TempFolder folder;
  const fs::path path = folder / "f";
  put(path, "old");
  const int status = run_in_child([&] {
    const rlimit bound{100'000, 100'000};
    ::signal(SIGXFSZ, SIG_DFL);
    if (::setrlimit(RLIMIT_FSIZE, &bound) != 0) return 102;
    return exit_status(write_file_atomically(path, pattern(200'000)));
  });
  ASSERT_EQ(status, -SIGXFSZ) << "the child must die while it writes";
  EXPECT_EQ(get(path), "old");
  ASSERT_TRUE(succeeded(write_file_atomically(path, "next")));
  EXPECT_EQ(get(path), "next");
}

TEST(WriteFileAtomically, FailsWithoutLeftoversWhereItCannotWrite) {
  const TempFolder folder;
  fs::create_directory(folder / "sub");
  EXPECT_EQ(failure_name(write_file_atomically(folder / "none" / "f", "x")), "not_found");
  EXPECT_EQ(failure_name(write_file_atomically(folder / "sub", "x")), "invalid_argument");
  EXPECT_FALSE(fs::exists(folder / "sub.tmp"));
  EXPECT_TRUE(fs::is_directory(folder / "sub"));

  const int status = run_in_child([&] {
    if (!become_ordinary_user()) return kCannotDropRoot;
    return exit_status(write_file_atomically("/kizuki-test-file", "x"));
  });
  if (status != kCannotDropRoot) {
    EXPECT_EQ(status, status_of(ErrorCode::kPermissionDenied));
  }
}

TEST(FileWriter, WritesPiecesOfAnySizeAroundItsBuffer) {
  const TempFolder folder;
  const std::vector<std::size_t> sizes = {0,       1,           1000,       kBuffer - 1,
                                          kBuffer, kBuffer + 1, 3 * kBuffer};
  const std::string source = pattern(3 * kBuffer);
  for (const std::size_t first : sizes) {
    for (const std::size_t second : sizes) {
      for (const std::size_t third : {std::size_t{0}, std::size_t{1}, kBuffer}) {
        auto writer = FileWriter::create(folder / "f");
        ASSERT_TRUE(succeeded(writer));
        std::string expected;
        for (const std::size_t size : {first, second, third}) {
          const std::string_view piece = std::string_view(source).substr(0, size);
          ASSERT_TRUE(succeeded(writer->write(piece)));
          expected += piece;
          ASSERT_EQ(writer->size(), expected.size());
        }
        ASSERT_TRUE(succeeded(writer->close(false)));
        ASSERT_EQ(get(folder / "f"), expected) << first << " " << second << " " << third;
      }
    }
  }
}

TEST(FileWriter, TruncatesWhatWasThereAndSyncs) {
  const TempFolder folder;
  put(folder / "f", std::string(1000, 'x'));
  auto writer = FileWriter::create(folder / "f");
  ASSERT_TRUE(succeeded(writer));
  ASSERT_TRUE(succeeded(writer->write("short")));
  ASSERT_TRUE(succeeded(writer->close(true)));
  EXPECT_EQ(get(folder / "f"), "short");
}

TEST(FileWriter, CanBeMovedWhileOpen) {
  const TempFolder folder;
  auto created = FileWriter::create(folder / "a");
  ASSERT_TRUE(succeeded(created));
  ASSERT_TRUE(succeeded(created->write("one ")));
  FileWriter writer = *std::move(created);
  ASSERT_TRUE(succeeded(writer.write("two")));
  auto other = FileWriter::create(folder / "b");
  ASSERT_TRUE(succeeded(other));
  std::swap(writer, *other);
  EXPECT_EQ(other->size(), 7U);
  ASSERT_TRUE(succeeded(other->close(false)));
  ASSERT_TRUE(succeeded(writer.close(false)));
  EXPECT_EQ(get(folder / "a"), "one two");
  EXPECT_EQ(get(folder / "b"), "");
}

// A caller that overlooks one failed write must not be told at the end that all is on disk.
TEST(FileWriter, AFailureStaysUntilTheEnd) {
  auto writer = FileWriter::create("/dev/full");
  ASSERT_TRUE(succeeded(writer));
  EXPECT_EQ(failure_name(writer->write(pattern(kBuffer + 1))), "no_space");
  EXPECT_EQ(failure_name(writer->write("small")), "no_space");
  EXPECT_EQ(failure_name(writer->close(false)), "no_space");
}

TEST(FileWriter, FindsTheFullDiskWhenItCloses) {
  auto writer = FileWriter::create("/dev/full");
  ASSERT_TRUE(succeeded(writer));
  EXPECT_TRUE(succeeded(writer->write("small")));
  EXPECT_EQ(failure_name(writer->close(false)), "no_space");
}

TEST(FileWriter, OverwritesWhatItHasWritten) {
  const TempFolder folder;
  for (const std::size_t size : {std::size_t{10}, kBuffer, 3 * kBuffer + 5}) {
    auto writer = FileWriter::create(folder / "f");
    ASSERT_TRUE(succeeded(writer));
    std::string expected = pattern(size);
    ASSERT_TRUE(succeeded(writer->write(expected)));
    ASSERT_TRUE(succeeded(writer->overwrite(3, "abc")));
    expected.replace(3, 3, "abc");
    ASSERT_TRUE(succeeded(writer->write("tail")));
    ASSERT_TRUE(succeeded(writer->overwrite(size, "T")));
    ASSERT_TRUE(succeeded(writer->close(false)));
    EXPECT_EQ(get(folder / "f"), expected + "Tail");
  }
  auto full = FileWriter::create("/dev/full");
  ASSERT_TRUE(succeeded(full));
  ASSERT_TRUE(succeeded(full->write("small")));
  EXPECT_EQ(failure_name(full->overwrite(0, "S")), "no_space");
  EXPECT_EQ(failure_name(full->close(false)), "no_space");
}

TEST(FileWriter, NeedsAFolderAndAFileName) {
  const TempFolder folder;
  EXPECT_EQ(failure_name(FileWriter::create(folder / "none" / "f")), "not_found");
  EXPECT_EQ(failure_name(FileWriter::create(folder.path())), "invalid_argument");
}

TEST(SyncTree, TakesATreeAndNamesWhatIsMissing) {
  const TempFolder folder;
  fs::create_directories(folder / "a/b");
  put(folder / "a/b/f", "x");
  fs::create_symlink("nowhere", folder / "a/dangling");
  EXPECT_TRUE(succeeded(sync_tree(folder.path())));
  EXPECT_TRUE(succeeded(sync_path(folder / "a/b/f")));
  EXPECT_EQ(failure_name(sync_tree(folder / "none")), "not_found");
  EXPECT_EQ(failure_name(sync_path(folder / "none")), "not_found");
}

TEST(SyncTree, FailsWhenAFolderCannotBeRead) {
  const TempFolder folder;
  fs::create_directory(folder / "closed");
  fs::permissions(folder / "closed", fs::perms::none);
  const int status = run_in_child([&] {
    if (!become_ordinary_user()) return kCannotDropRoot;
    return exit_status(sync_tree(folder.path()));
  });
  if (status == kCannotDropRoot) GTEST_SKIP() << "cannot give up root here";
  EXPECT_EQ(status, status_of(ErrorCode::kPermissionDenied));
}

TEST(RenameDurably, MovesFilesAndFolders) {
  const TempFolder folder;
  put(folder / "a", "A");
  put(folder / "b", "B");
  ASSERT_TRUE(succeeded(rename_durably(folder / "a", folder / "b")));
  EXPECT_EQ(get(folder / "b"), "A");
  EXPECT_FALSE(fs::exists(folder / "a"));

  fs::create_directory(folder / "d");
  put(folder / "d/f", "F");
  ASSERT_TRUE(succeeded(rename_durably(folder / "d", folder / "e")));
  EXPECT_EQ(get(folder / "e/f"), "F");
  EXPECT_EQ(failure_name(rename_durably(folder / "none", folder / "x")), "not_found");
}

TEST(CreateFolders, MakesParentsAndIsContentWithWhatIsThere) {
  const TempFolder folder;
  EXPECT_TRUE(succeeded(create_folders(folder / "a/b/c")));
  EXPECT_TRUE(fs::is_directory(folder / "a/b/c"));
  EXPECT_TRUE(succeeded(create_folders(folder / "a/b/c")));
  put(folder / "file", "x");
  EXPECT_EQ(failure_name(create_folders(folder / "file")), "already_exists");
}

TEST(RemoveTree, TakesFilesTreesAndNothing) {
  const TempFolder folder;
  fs::create_directories(folder / "t/u");
  put(folder / "t/u/f", "x");
  put(folder / "kept", "x");
  fs::create_symlink(folder / "kept", folder / "t/link");
  EXPECT_TRUE(succeeded(remove_tree(folder / "t")));
  EXPECT_FALSE(fs::exists(folder / "t"));
  EXPECT_TRUE(fs::exists(folder / "kept")) << "a link is not followed";
  EXPECT_TRUE(succeeded(remove_tree(folder / "t")));
  EXPECT_TRUE(succeeded(remove_tree(folder / "kept")));
  EXPECT_FALSE(fs::exists(folder / "kept"));
}

}  // namespace
}  // namespace kizuki
