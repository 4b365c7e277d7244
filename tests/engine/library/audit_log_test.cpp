#include "engine/library/audit_log.hpp"

#include <sys/stat.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/hash.hpp"
#include "engine/library/database.hpp"
#include "tests/engine/library/library_support.hpp"

namespace kizuki {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

AuditEntry shown(const std::string& account, const std::string& id) {
  return {account, "case", id, "org:甲会", ""};
}

class AuditLogTest : public ::testing::Test {
 protected:
  void append(const std::vector<AuditEntry>& entries) {
    auto log = AuditLog::open(folder_.path(), fixed_clock);
    ASSERT_TRUE(log) << log.error().describe();
    ASSERT_TRUE(log->append(entries));
  }
  AuditCheck check(const std::optional<AuditAnchor>& anchor = {}) {
    records_.clear();
    auto found = read_audit_log(folder_.path(), anchor,
                                [&](const AuditRecord& record) { records_.push_back(record); });
    EXPECT_TRUE(found) << found.error().describe();
    return std::move(*found);
  }
  /// As somebody would who owns the file.
  void harm(const std::string& sql) {
    tamper(folder_ / "audit.db",
           "DROP TRIGGER IF EXISTS records_stay; DROP TRIGGER IF EXISTS records_remain;" + sql);
  }

  TempFolder folder_;
  std::vector<AuditRecord> records_;
};

TEST_F(AuditLogTest, KeepsWhatWasAppendedInOrder) {
  append({shown("hanako", "a-1"), shown("hanako", "a-2")});
  append({});
  append({shown("taro", "a-1")});
  const AuditCheck found = check();
  EXPECT_THAT(found.findings, IsEmpty());
  EXPECT_EQ(found.records, 3U);
  EXPECT_EQ(found.end.sequence, 3U);
  ASSERT_EQ(records_.size(), 3U);
  EXPECT_EQ(records_[1].entry.case_id, "a-2");
  EXPECT_EQ(records_[2].entry.account, "taro");
  EXPECT_EQ(records_[2].entry.compartment, "org:甲会");
  EXPECT_EQ(records_[2].time, fixed_clock());
  EXPECT_EQ(records_[2].previous_hash, records_[1].hash);
}

TEST_F(AuditLogTest, NobodyElseMayReadTheFile) {
  append({shown("hanako", "a-1")});
  struct stat found {};
  ASSERT_EQ(::stat((folder_ / "audit.db").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
}

TEST_F(AuditLogTest, NoLogIsSaidSo) {
  const auto none = read_audit_log(folder_.path(), {}, [](const AuditRecord&) {});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::kNotFound);
}

// What an attacker can write into his name or a request's id is one record, whatever it holds.
TEST_F(AuditLogTest, LineBreaksAndQuotesMakeNoSecondRecord) {
  append({{"a\r\nb", "case", "x'); DELETE FROM records; --", "\x1b[2J", std::string(2'000, 'd')}});
  EXPECT_EQ(check().records, 1U);
  EXPECT_EQ(records_.front().entry.account, "a\r\nb");
  EXPECT_EQ(records_.front().entry.detail.size(), 500U);
}

TEST_F(AuditLogTest, TheFileItselfRefusesToForget) {
  append({shown("hanako", "a-1")});
  for (const char* sql : {"DELETE FROM records", "UPDATE records SET account = 'x'"}) {
    const auto database = Database::open(folder_ / "audit.db", Database::Access::kReadWrite);
    EXPECT_FALSE(database->execute(sql)) << sql;
  }
  EXPECT_EQ(check().records, 1U);
}

TEST_F(AuditLogTest, EveryChangeOfTheLogIsFound) {
  std::vector<AuditEntry> entries;
  for (int i = 1; i <= 5; ++i) entries.push_back(shown("hanako", numbered("a-", 1)));
  const struct {
    const char* sql;
    const char* finding;
  } harms[] = {
      {"UPDATE records SET account = 'x' WHERE sequence = 3", "記録 3 が書き換わっています"},
      {"UPDATE records SET time = '2020-01-01T00:00:00Z' WHERE sequence = 5",
       "記録 5 が書き換わっています"},
      {"DELETE FROM records WHERE sequence = 3", "記録 4 の前の記録が欠けています"},
      {"DELETE FROM records WHERE sequence = 1", "記録 2 の前の記録が欠けています"},
      {"UPDATE records SET hash = zeroblob(32) WHERE sequence = 2", "記録 3 が前の記録と"},
      {"UPDATE records SET sequence = 9 WHERE sequence = 5", "記録 9 の前の記録が欠けています"},
      {"INSERT INTO records SELECT 6, time, account, action, case_id, compartment, detail,"
       " previous_hash, hash FROM records WHERE sequence = 5",
       "記録 6 が前の記録とつながりません"},
      {"UPDATE records SET detail = detail || ' '  WHERE sequence = 1",
       "記録 1 が書き換わっています"},
  };
  for (const auto& [sql, finding] : harms) {
    const TempFolder folder;
    {
      auto log = AuditLog::open(folder.path(), fixed_clock);
      ASSERT_TRUE(log->append(entries));
    }
    tamper(folder / "audit.db",
           std::string("DROP TRIGGER records_stay; DROP TRIGGER records_remain;") + sql);
    const auto found = read_audit_log(folder.path(), {}, [](const AuditRecord&) {});
    ASSERT_TRUE(found);
    EXPECT_THAT(found->findings, Contains(HasSubstr(finding))) << sql;
  }
}

TEST_F(AuditLogTest, AnAnchorShowsALogThatWasCutOffOrForged) {
  append({shown("hanako", "a-1"), shown("hanako", "a-2")});
  const AuditAnchor anchor = check().end;
  append({shown("hanako", "a-3")});
  EXPECT_THAT(check(anchor).findings, IsEmpty());
  harm("DELETE FROM records WHERE sequence >= 2");
  EXPECT_THAT(check().findings, IsEmpty());
  EXPECT_THAT(check(anchor).findings, Contains(HasSubstr("切り取られています")));
  append({shown("hanako", "a-2")});
  EXPECT_THAT(check(anchor).findings, IsEmpty());  // the very same record at the same time
  harm("DELETE FROM records WHERE sequence >= 2");
  append({shown("hanako", "b-2")});
  EXPECT_THAT(check(anchor).findings, Contains(HasSubstr("控えと違います")));
}

TEST_F(AuditLogTest, AnotherFileIsRefused) {
  {
    const auto database = Database::open(folder_ / "audit.db", Database::Access::kReadWrite);
    ASSERT_TRUE(database->execute("CREATE TABLE t (a)"));
  }
  EXPECT_EQ(AuditLog::open(folder_.path()).error().code, ErrorCode::kCorrupt);
}

TEST(AuditHashTest, CoversTheDocumentedBytes) {
  AuditRecord record;
  record.sequence = 300;
  record.time = "t";
  record.entry = {"a", "b", "c", "d", "e"};
  record.previous_hash = std::string(32, 'p');
  std::string bytes = "\x20" + std::string(32, 'p') + "\xac\x02";
  for (const char c : {'t', 'a', 'b', 'c', 'd', 'e'}) bytes.append("\x01").append(1, c);
  const Sha256Digest digest = sha256(bytes);
  EXPECT_EQ(audit_hash(record), std::string(digest.begin(), digest.end()));
}

}  // namespace
}  // namespace kizuki
