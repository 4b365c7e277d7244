#include "engine/backup/backup.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "engine/base/file_lock.hpp"
#include "engine/library/audit_log.hpp"
#include "tests/engine/library/library_support.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

mode_t rights_of(const fs::path& path) {
  struct stat status {};
  EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 0777U;
}

class BackupTest : public ::testing::Test {
 protected:
  void SetUp() override {
    Library library = open_library(index());
    write_cases(library, {sample_case("a-1"), sample_case("a-2"), sample_case("a-3", 2)});
  }
  void log(const std::string& id) {
    auto log = AuditLog::open(index(), fixed_clock);
    ASSERT_TRUE(succeeded(log));
    ASSERT_TRUE(succeeded(log->append({{"hanako", "case", id, "org:甲会", ""}})));
  }
  Result<BackupManifest> back_up(const std::string& name = "copy") {
    return make_backup(index(), folder_ / name, "kizuki test");
  }

  fs::path index() const { return folder_ / "index"; }
  TempFolder folder_;
};

TEST_F(BackupTest, ComesBackAsItWas) {
  log("a-1");
  log("a-2");
  const auto made = back_up();
  ASSERT_TRUE(succeeded(made));
  EXPECT_EQ(made->cases, 3U);
  EXPECT_EQ(made->audit_records, 2U);
  EXPECT_THAT(names_in(folder_ / "copy"), ElementsAre("audit.db", "library.db", "manifest.json"));
  EXPECT_EQ(rights_of(folder_ / "copy"), 0700U) << "for its owner alone";

  const auto restored = restore_backup(folder_ / "copy", folder_ / "again");
  ASSERT_TRUE(succeeded(restored));
  EXPECT_EQ(backup_manifest_json(*restored), backup_manifest_json(*made));
  EXPECT_THAT(names_in(folder_ / "again"), ElementsAre("audit.db", "library.db"));
  EXPECT_EQ(rights_of(folder_ / "again" / "audit.db"), 0600U);
  const Library before = open_library(index(), Library::Mode::kReadOnly);
  const Library after = open_library(folder_ / "again");
  EXPECT_TRUE(all_cases(before, *before.sequence()) == all_cases(after, *after.sequence()));
  EXPECT_THAT(findings(after), IsEmpty());
  auto log = AuditLog::open(folder_ / "again", fixed_clock);
  ASSERT_TRUE(succeeded(log));
  EXPECT_TRUE(succeeded(log->append({{"hanako", "case", "a-3", "org:甲会", ""}})));
}

TEST_F(BackupTest, NeedsNoAuditLog) {
  ASSERT_TRUE(succeeded(back_up()));
  EXPECT_THAT(names_in(folder_ / "copy"), ElementsAre("library.db", "manifest.json"));
  const auto restored = restore_backup(folder_ / "copy", folder_ / "again");
  ASSERT_TRUE(succeeded(restored));
  EXPECT_EQ(restored->audit_records, 0U);
  EXPECT_THAT(names_in(folder_ / "again"), ElementsAre("library.db"));
}

// Every backup is one state of the library with all that was acknowledged when it began.
TEST_F(BackupTest, IsWholeWhileOthersWrite) {
  std::atomic<bool> stop{false};
  std::atomic<int> acknowledged{0};
  std::thread writing([&] {
    Library library = open_library(index());
    for (int i = 0; !stop; ++i) {
      write_cases(library, {sample_case(numbered("w-", static_cast<std::uint64_t>(i)))});
      acknowledged = i + 1;
    }
  });
  for (int round = 0; round < 6; ++round) {
    const int known = acknowledged;
    const auto made = back_up(numbered("copy-", static_cast<std::uint64_t>(round)));
    EXPECT_TRUE(succeeded(made));
    if (!made) break;
    EXPECT_GE(made->cases, static_cast<std::uint64_t>(known) + 3U);
  }
  stop = true;
  writing.join();
  for (int round = 0; round < 6; ++round) {
    const std::string name = numbered("copy-", static_cast<std::uint64_t>(round));
    const fs::path again = folder_ / ("again-" + name);
    const auto restored = restore_backup(folder_ / name, again);
    ASSERT_TRUE(succeeded(restored));
    EXPECT_THAT(findings(open_library(again)), IsEmpty());
  }
}

TEST_F(BackupTest, DoesNotReplaceWhatIsThere) {
  ASSERT_TRUE(succeeded(back_up()));
  EXPECT_EQ(failure_name(back_up()), "already_exists");
  fs::create_directories(folder_ / "empty");
  EXPECT_EQ(failure_name(back_up("empty")), "already_exists");
  EXPECT_EQ(failure_name(restore_backup(folder_ / "copy", index())), "already_exists");
  EXPECT_TRUE(succeeded(restore_backup(folder_ / "copy", folder_ / "empty")));
}

TEST_F(BackupTest, StaysOutOfTheIndexFolder) {
  EXPECT_EQ(failure_name(make_backup(index(), index() / "copy", "kizuki test")),
            "invalid_argument");
  fs::create_directory_symlink(index(), folder_ / "link");
  EXPECT_EQ(failure_name(make_backup(index(), folder_ / "link" / "copy", "kizuki test")),
            "invalid_argument");
  EXPECT_FALSE(fs::exists(index() / "copy.building"));
}

TEST_F(BackupTest, ADamagedLibraryMakesNone) {
  tamper(index() / "library.db", "UPDATE revisions SET json = '{}' WHERE sequence = 2");
  const auto made = back_up();
  EXPECT_EQ(failure_name(made), "corrupt");
  EXPECT_FALSE(fs::exists(folder_ / "copy"));
  EXPECT_FALSE(fs::exists(folder_ / "copy.building"));
}

TEST_F(BackupTest, ADamagedAuditLogMakesNone) {
  log("a-1");
  log("a-2");
  tamper(index() / "audit.db",
         "DROP TRIGGER records_stay; UPDATE records SET account = 'taro' WHERE sequence = 1");
  EXPECT_EQ(failure_name(back_up()), "corrupt");
  EXPECT_FALSE(fs::exists(folder_ / "copy"));
}

TEST_F(BackupTest, EveryFlippedByteOfABackupIsFound) {
  log("a-1");
  ASSERT_TRUE(succeeded(back_up()));
  for (const char* name : {"library.db", "audit.db"}) {
    const fs::path file = folder_ / "copy" / name;
    const std::string bytes = *read_file(file, std::size_t{1} << 30);
    for (std::size_t at = 0; at < bytes.size(); at += bytes.size() / 23 + 1) {
      std::string damaged = bytes;
      damaged[at] = static_cast<char>(static_cast<unsigned char>(damaged[at]) ^ 0x10U);
      ASSERT_TRUE(succeeded(write_file_atomically(file, damaged)));
      const auto restored = restore_backup(folder_ / "copy", folder_ / "again");
      ASSERT_EQ(failure_name(restored), "corrupt") << name << " " << at;
      ASSERT_FALSE(fs::exists(folder_ / "again" / "library.db"));
    }
    ASSERT_TRUE(succeeded(write_file_atomically(file, bytes)));
  }
  EXPECT_TRUE(succeeded(restore_backup(folder_ / "copy", folder_ / "again")))
      << "what the failed tries left is no hindrance";
}

TEST_F(BackupTest, ClearsAwayWhatAKilledRunLeft) {
  folder_.write("copy.building/library.db", "half");
  folder_.write("copy.building/library.db.tmp", "half");
  ASSERT_TRUE(succeeded(back_up()));
  EXPECT_THAT(names_in(folder_ / "copy"), ElementsAre("library.db", "manifest.json"));
  EXPECT_FALSE(fs::exists(folder_ / "copy.building"));
  folder_.write("again/restoring/library.db", "half");
  ASSERT_TRUE(succeeded(restore_backup(folder_ / "copy", folder_ / "again")));
  EXPECT_THAT(names_in(folder_ / "again"), ElementsAre("library.db"));
}

// Killed between the two renames of a restore: the log is there, the library is not.
TEST_F(BackupTest, GoesOnWhereAKilledRestoreStopped) {
  log("a-1");
  ASSERT_TRUE(succeeded(back_up()));
  fs::create_directories(folder_ / "again" / "restoring");
  fs::copy(folder_ / "copy" / "audit.db", folder_ / "again" / "audit.db");
  fs::copy(folder_ / "copy" / "library.db", folder_ / "again" / "restoring" / "library.db");
  ASSERT_TRUE(succeeded(restore_backup(folder_ / "copy", folder_ / "again")));
  EXPECT_THAT(names_in(folder_ / "again"), ElementsAre("audit.db", "library.db"));
}

// Killed a second time, before anything was copied again.
TEST_F(BackupTest, GoesOnWhereARestoreStoppedTwice) {
  log("a-1");
  ASSERT_TRUE(succeeded(back_up()));
  fs::create_directories(folder_ / "again" / "restoring");
  fs::copy(folder_ / "copy" / "audit.db", folder_ / "again" / "audit.db");
  ASSERT_TRUE(succeeded(restore_backup(folder_ / "copy", folder_ / "again")));
  EXPECT_THAT(names_in(folder_ / "again"), ElementsAre("audit.db", "library.db"));
}

TEST_F(BackupTest, AnAuditLogOfOthersIsNoUnfinishedRestore) {
  log("a-1");
  ASSERT_TRUE(succeeded(back_up()));
  fs::create_directories(folder_ / "again");
  fs::copy(folder_ / "copy" / "audit.db", folder_ / "again" / "audit.db");
  EXPECT_EQ(failure_name(restore_backup(folder_ / "copy", folder_ / "again")), "already_exists");
}

TEST_F(BackupTest, TwoDoNotWriteTheSame) {
  fs::create_directories(folder_ / "copy.building");
  const auto lock =
      FileLock::try_acquire(folder_ / "copy.building" / "lock", FileLock::Mode::kExclusive);
  ASSERT_TRUE(succeeded(lock));
  EXPECT_EQ(failure_name(back_up()), "locked");
  EXPECT_TRUE(fs::exists(folder_ / "copy.building" / "lock")) << "the other goes on";
}

TEST_F(BackupTest, SaysWhatIsMissing) {
  EXPECT_EQ(failure_name(make_backup(folder_ / "none", folder_ / "copy", "kizuki test")),
            "not_found");
  EXPECT_FALSE(fs::exists(folder_ / "copy.building"));
  const auto restored = restore_backup(folder_ / "none", folder_ / "again");
  EXPECT_EQ(failure_name(restored), "not_found");
  EXPECT_THAT(restored.error().describe(), HasSubstr("kizuki backup"));
  EXPECT_FALSE(fs::exists(folder_ / "again"));
}

}  // namespace
}  // namespace kizuki
