// kill -9 in the middle: what was acknowledged is there, whole, and the chain holds.
#include <chrono>
#include <csignal>
#include <map>
#include <random>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/library/library_support.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

enum class Change : std::int32_t { kWritten, kErased };

// What the child writes to its pipe for every acknowledged change.
struct Acknowledgement {
  Change change;
  std::int32_t case_number;
  std::int32_t version;
};

constexpr int kCases = 40;

std::string case_name(int number) { return numbered("case-", static_cast<std::uint64_t>(number)); }
// Cases that are erased again, each with a text of its own.
std::string short_lived(int version) {
  return numbered("gone-", static_cast<std::uint64_t>(version));
}

// Content says which version it is, also by its length.
std::size_t text_bytes(int version) { return static_cast<std::size_t>(version % 50) * 100; }

// Writes until it is killed. Versions ascend from `first_version`.
[[noreturn]] void write_until_killed(const std::filesystem::path& folder, std::uint64_t seed,
                                     int first_version, int pipe) {
  std::mt19937_64 random(seed);
  Library library = open_library(folder);
  LibraryWriter writer(library, fixed_clock);
  std::vector<Acknowledgement> pending;
  writer.on_commit([&](std::uint64_t changes) {
    // The newest one may still be on its way: a group also ends at the beginning of a call.
    if (changes > pending.size()) ::_exit(3);
    const std::size_t bytes = changes * sizeof(Acknowledgement);
    if (::write(pipe, pending.data(), bytes) != static_cast<ssize_t>(bytes)) ::_exit(4);
    pending.erase(pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(changes));
  });
  for (int version = first_version;; ++version) {
    if (random() % 8 == 0) {
      CaseRecord record = sample_case(short_lived(version));
      record.outcome = canary(static_cast<std::uint64_t>(version));
      pending.push_back({Change::kWritten, -1, version});
      if (!writer.upsert(record, "f")) ::_exit(5);
      if (random() % 2 == 0 && !writer.commit()) ::_exit(6);
      pending.push_back({Change::kErased, -1, version});
      if (!writer.erase(short_lived(version), "r")) ::_exit(7);
    } else {
      const int number = static_cast<int>(random() % kCases);
      pending.push_back({Change::kWritten, number, version});
      const CaseRecord record = sample_case(case_name(number), version, text_bytes(version));
      if (!writer.upsert(record, "f")) ::_exit(8);
    }
    if (random() % 8 == 0 && !writer.commit()) ::_exit(9);
  }
}

class LibraryCrashTest : public ::testing::Test {
 protected:
  // Runs a writing child, kills it `span` after it acknowledged `changes`, and takes note of all
  // that it acknowledged.
  void run_round(std::uint64_t seed, int first_version, std::uint64_t changes,
                 std::chrono::microseconds span) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(ends[0]);
      ::alarm(30);
      write_until_killed(folder_.path(), seed, first_version, ends[1]);
    }
    ::close(ends[1]);
    std::uint64_t taken = 0;
    while (taken < changes && take_acknowledgement(ends[0])) ++taken;
    std::this_thread::sleep_for(span);
    ::kill(child, SIGKILL);
    while (take_acknowledgement(ends[0])) continue;
    ::close(ends[0]);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "child ended by itself: " << WEXITSTATUS(status);
  }

  // False at the end of the pipe.
  bool take_acknowledgement(int pipe) {
    Acknowledgement got{};
    if (::read(pipe, &got, sizeof got) != static_cast<ssize_t>(sizeof got)) return false;
    if (got.change == Change::kErased) erased_.push_back(got.version);
    if (got.case_number >= 0) acknowledged_[got.case_number] = got.version;
    return true;
  }

  void check() const {
    const Library library = open_library(folder_.path());
    ASSERT_THAT(findings(library), ::testing::IsEmpty());
    for (const auto& [number, version] : acknowledged_) {
      const auto stored = library.get(case_name(number));
      ASSERT_TRUE(stored) << case_name(number) << " lost: " << stored.error().describe();
      const int found = version_of(stored->json);
      ASSERT_GE(found, version) << case_name(number);
      ASSERT_EQ(stored->json, sample_json(case_name(number), found, text_bytes(found)));
    }
    const std::set<std::uint64_t> left = canaries_in(folder_.path());
    for (const int version : erased_) {
      ASSERT_EQ(library.get(short_lived(version)).error().code, ErrorCode::kNotFound);
      ASSERT_EQ(left.count(static_cast<std::uint64_t>(version)), 0U) << short_lived(version);
    }
  }

  static int version_of(const std::string& json) {
    constexpr std::string_view kBefore = "\"title\":\"第";
    const std::size_t at = json.find(kBefore);
    return at == std::string::npos ? -1 : std::atoi(json.c_str() + at + kBefore.size());
  }

  TempFolder folder_;
  std::map<int, int> acknowledged_;  // case → version
  std::vector<int> erased_;
};

TEST_F(LibraryCrashTest, NothingAcknowledgedIsLost) {
  SCOPED_TRACE(describe_seed(test_seed(), 0));
  std::mt19937_64 random(test_seed());
  for (int round = 0; round < 40; ++round) {
    // Every fourth child may die while it opens the library.
    const std::uint64_t changes = round % 4 == 0 ? 0 : 1 + random() % 60;
    const std::chrono::microseconds span(random() % 20'000);
    ASSERT_NO_FATAL_FAILURE(run_round(random(), 1 + round * 1'000'000, changes, span));
    ASSERT_NO_FATAL_FAILURE(check()) << "round " << round;
  }
  EXPECT_EQ(acknowledged_.size(), static_cast<std::size_t>(kCases));
  EXPECT_FALSE(erased_.empty());
}

}  // namespace
}  // namespace kizuki
