// Several writers and readers at once, in threads and in processes.
#include <atomic>
#include <csignal>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/library/library_support.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

using ::testing::IsEmpty;

// Writes `count` cases "<prefix>0"… without a pause; the first error, or nothing.
std::string write_many(const std::filesystem::path& folder, std::string_view prefix,
                       std::uint64_t count) {
  auto library = Library::open(folder, Library::Mode::kReadWrite);
  if (!library) return library.error().describe();
  LibraryWriter writer(*library, fixed_clock);
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto written = writer.upsert(sample_case(numbered(prefix, i)), "f");
    if (!written) return written.error().describe();
  }
  const auto committed = writer.commit();
  return committed ? "" : committed.error().describe();
}

TEST(LibraryConcurrencyTest, WritersInThreadsTakeTurns) {
  const TempFolder folder;
  constexpr std::uint64_t kCount = 2'000;
  const std::vector<std::string> prefixes = {"a-", "b-", "c-"};
  std::vector<std::string> errors(prefixes.size());
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < prefixes.size(); ++i) {
    threads.emplace_back([&, i] { errors[i] = write_many(folder.path(), prefixes[i], kCount); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& error : errors) EXPECT_EQ(error, "");
  const Library library = open_library(folder.path(), Library::Mode::kReadOnly);
  EXPECT_EQ(*library.sequence(), 3 * kCount);
  EXPECT_EQ(*library.count_cases(3 * kCount), 3 * kCount);
  EXPECT_THAT(findings(library), IsEmpty());
}

// One writer never pauses. The other must get in long before it is done.
TEST(LibraryConcurrencyTest, BusyWriterDoesNotKeepAnotherOut) {
  const TempFolder folder;
  Library busy_library = open_library(folder.path());
  std::atomic<bool> stop{false};
  std::atomic<std::uint64_t> groups{0};
  std::thread busy([&] {
    LibraryWriter writer(busy_library, fixed_clock);
    writer.on_commit([&](std::uint64_t) { ++groups; });
    for (std::uint64_t i = 0; !stop; ++i) {
      if (!writer.upsert(sample_case(numbered("busy-", i)), "f")) return;
    }
  });
  while (groups < 2) std::this_thread::yield();
  Library library = open_library(folder.path());
  const std::uint64_t groups_before = groups;
  for (std::uint64_t i = 0; i < 5; ++i) write_cases(library, {sample_case(numbered("late-", i))});
  const std::uint64_t groups_between = groups - groups_before;
  stop = true;
  busy.join();
  // One group of the other's may be under way at each of the five; some slack for scheduling.
  EXPECT_LE(groups_between, 20U);
  EXPECT_TRUE(succeeded(library.get("late-4")));
}

TEST(LibraryConcurrencyTest, ReadersSeeWholeGroupsDuringWrites) {
  const TempFolder folder;
  {
    Library library = open_library(folder.path());
    write_cases(library, {sample_case("first")});
  }
  std::atomic<bool> stop{false};
  std::thread writing([&] {
    Library library = open_library(folder.path());
    LibraryWriter writer(library, fixed_clock);
    for (int version = 2; !stop; ++version) {
      for (std::uint64_t i = 0; i < 10; ++i) {
        if (!writer.upsert(sample_case(numbered("c", i), version), "f")) return;
      }
      if (!writer.commit()) return;
    }
  });
  const Library library = open_library(folder.path(), Library::Mode::kReadOnly);
  for (int round = 0; round < 200; ++round) {
    const auto sequence = library.sequence();
    ASSERT_TRUE(succeeded(sequence));
    EXPECT_EQ(*sequence % 10, 1U) << "half a group was seen";
    const auto cases = all_cases(library, *sequence);
    EXPECT_EQ(cases.size(), *library.count_cases(*sequence));
    for (const StoredCase& stored : cases) EXPECT_LE(stored.sequence, *sequence);
    EXPECT_EQ(all_cases(library, *sequence), cases);
  }
  EXPECT_THAT(findings(library), IsEmpty());
  stop = true;
  writing.join();
}

TEST(LibraryConcurrencyTest, ErasureIsScrubbedWhileReadersRead) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  for (std::uint64_t i = 0; i < 600; i += 100) {
    std::vector<CaseRecord> records;
    for (std::uint64_t k = i; k < i + 100; ++k) records.push_back(sample_case(numbered("c", k)));
    write_cases(library, records);
  }
  std::atomic<bool> stop{false};
  std::thread reading([&] {
    const Library other = open_library(folder.path(), Library::Mode::kReadOnly);
    while (!stop) EXPECT_FALSE(all_cases(other, 600).empty());
  });
  LibraryWriter writer(library, fixed_clock);
  for (std::uint64_t i = 0; i < 10; ++i) {
    ASSERT_TRUE(writer.erase(numbered("c", i), "r"));
    ASSERT_TRUE(succeeded(writer.commit()));
    EXPECT_FALSE(bytes_occur(folder.path(), numbered("c", i).append("の支援者")));
  }
  stop = true;
  reading.join();
}

TEST(LibraryConcurrencyTest, ProcessesCreateAndWriteAtOnce) {
  const TempFolder folder;
  std::vector<pid_t> children;
  for (const char* prefix : {"a-", "b-", "c-", "d-"}) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::alarm(60);
      ::_exit(write_many(folder.path(), prefix, 300).empty() ? 0 : 1);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
  }
  const Library library = open_library(folder.path(), Library::Mode::kReadOnly);
  EXPECT_EQ(*library.sequence(), 1200U);
  EXPECT_THAT(findings(library), IsEmpty());
}

// A killed writer's lock dies with it.
TEST(LibraryConcurrencyTest, WriterKilledInsideItsGroupBlocksNobody) {
  const TempFolder folder;
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    ::alarm(60);
    Library library = open_library(folder.path());
    LibraryWriter writer(library, fixed_clock);
    const bool written = writer.upsert(sample_case("lost"), "f").has_value();
    if (::write(ends[1], &written, 1) != 1) ::_exit(1);
    ::pause();
  }
  char byte = 0;
  ASSERT_EQ(::read(ends[0], &byte, 1), 1);
  ASSERT_EQ(::kill(child, SIGKILL), 0);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ::close(ends[0]);
  ::close(ends[1]);
  Library library = open_library(folder.path());
  write_cases(library, {sample_case("a")});
  EXPECT_EQ(*library.sequence(), 1U);
  EXPECT_EQ(failure_name(library.get("lost")), "not_found");
}

}  // namespace
}  // namespace kizuki
