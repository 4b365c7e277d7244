#include "engine/library/database.hpp"

#include <fstream>

#include <gtest/gtest.h>

#include "tests/engine/library/library_support.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

Database open_database(const std::filesystem::path& file) {
  auto database = Database::open(file, Database::Access::kReadWrite);
  EXPECT_TRUE(database) << database.error().describe();
  return std::move(*database);
}

TEST(DatabaseTest, BindsAndReadsBackEveryKindOfValue) {
  const TempFolder folder;
  const Database database = open_database(folder.path() / "a.db");
  ASSERT_TRUE(database.execute("CREATE TABLE t (i INTEGER, t TEXT, b BLOB)"));
  {
    auto insert = database.statement("INSERT INTO t VALUES (?1, ?2, ?3)");
    ASSERT_TRUE(insert);
    ASSERT_TRUE(insert->bind(1, std::int64_t{-5}).bind_text(2, "気づき").bind_blob(3, "").run());
  }
  auto query = database.statement("SELECT i, t, b, NULL FROM t");
  ASSERT_TRUE(query);
  ASSERT_TRUE(*query->step());
  EXPECT_EQ(query->integer(0), -5);
  EXPECT_EQ(query->bytes(1), "気づき");
  EXPECT_EQ(query->bytes(2), "");
  EXPECT_FALSE(query->is_null(2));
  EXPECT_TRUE(query->is_null(3));
  EXPECT_FALSE(*query->step());
}

TEST(DatabaseTest, StatementCanBeRunAgainWithOtherValues) {
  const TempFolder folder;
  const Database database = open_database(folder.path() / "a.db");
  ASSERT_TRUE(database.execute("CREATE TABLE t (i INTEGER)"));
  for (std::int64_t i = 1; i <= 3; ++i) {
    auto insert = database.statement("INSERT INTO t VALUES (?1)");
    ASSERT_TRUE(insert->bind(1, i).run());
    EXPECT_EQ(database.changes(), 1U);
  }
  EXPECT_EQ(*database.integer("SELECT sum(i) FROM t"), 6);
}

TEST(DatabaseTest, TransactionThatIsNotCommittedLeavesNothing) {
  const TempFolder folder;
  const Database database = open_database(folder.path() / "a.db");
  ASSERT_TRUE(database.execute("CREATE TABLE t (i INTEGER)"));
  {
    auto transaction = Transaction::begin(database, Transaction::Kind::kWrite);
    ASSERT_TRUE(transaction);
    ASSERT_TRUE(database.execute("INSERT INTO t VALUES (1)"));
    EXPECT_TRUE(database.in_transaction());
  }
  EXPECT_FALSE(database.in_transaction());
  EXPECT_EQ(*database.integer("SELECT count(*) FROM t"), 0);
}

TEST(DatabaseTest, MapsFailuresToErrorCodes) {
  const TempFolder folder;
  const auto file = folder.path() / "a.db";
  const auto missing = Database::open(folder.path() / "none.db", Database::Access::kReadOnly);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);

  std::ofstream(folder.path() / "text.db") << std::string(5000, 'x');
  const auto text = Database::open(folder.path() / "text.db", Database::Access::kReadWrite);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(text.error().file, (folder.path() / "text.db").string());

  const Database database = open_database(file);
  ASSERT_TRUE(database.execute("CREATE TABLE t (i INTEGER PRIMARY KEY) STRICT"));
  EXPECT_EQ(database.statement("SELECT x FROM t").error().code, ErrorCode::kCorrupt);
  ASSERT_TRUE(database.execute("INSERT INTO t VALUES (1)"));
  EXPECT_EQ(database.execute("INSERT INTO t VALUES (1)").error().code, ErrorCode::kCorrupt);
  const auto reader = Database::open(file, Database::Access::kReadOnly);
  ASSERT_TRUE(reader);
  EXPECT_EQ(reader->execute("INSERT INTO t VALUES (2)").error().code, ErrorCode::kPermissionDenied);
}

TEST(DatabaseTest, ImmutableOpeningTakesAnyPath) {
  const TempFolder folder;
  const auto file = folder.path() / "資料 100%?a=b#c.db";
  ASSERT_TRUE(open_database(file).execute("CREATE TABLE t (i); INSERT INTO t VALUES (7)"));
  const auto database = Database::open(file, Database::Access::kImmutable);
  ASSERT_TRUE(database) << database.error().describe();
  EXPECT_EQ(*database->integer("SELECT i FROM t"), 7);
}

TEST(DatabaseTest, WritersKeepEraseAndDurabilitySettings) {
  const TempFolder folder;
  const Database database = open_database(folder.path() / "a.db");
  EXPECT_EQ(*database.integer("PRAGMA secure_delete"), 1);
  EXPECT_EQ(*database.integer("PRAGMA synchronous"), 2);
  EXPECT_EQ(*database.integer("PRAGMA foreign_keys"), 1);
  EXPECT_EQ(*database.integer("PRAGMA trusted_schema"), 0);
  EXPECT_EQ(*database.integer("PRAGMA temp_store"), 2);
  EXPECT_EQ(*database.integer("PRAGMA auto_vacuum"), 0);
}

TEST(DatabaseTest, ARuleOfATableIsChangedAndTheGuardIsUpAgain) {
  const TempFolder folder;
  const auto file = folder.path() / "a.db";
  const Database database = open_database(file);
  ASSERT_TRUE(
      database.execute("CREATE TABLE t (i INTEGER CHECK (i < 2)); INSERT INTO t VALUES (1)"));
  const Database other = open_database(file);
  EXPECT_FALSE(other.execute("INSERT INTO t VALUES (2)"));
  EXPECT_FALSE(database.execute("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = ''"));
  {
    auto transaction = Transaction::begin(database, Transaction::Kind::kWrite);
    ASSERT_TRUE(transaction);
    ASSERT_TRUE(database.change_rule("t", "CHECK (i < 2)", "CHECK (i < 3)"));
    ASSERT_TRUE(transaction->commit());
  }
  EXPECT_TRUE(database.execute("INSERT INTO t VALUES (2)"));
  EXPECT_TRUE(other.execute("INSERT INTO t VALUES (2)")) << "it was open before";
  EXPECT_FALSE(other.execute("INSERT INTO t VALUES (3)"));
  EXPECT_EQ(*other.integer("SELECT sum(i) FROM t"), 5);
  EXPECT_FALSE(database.execute("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = ''"));
  // Rolled back with the rest of its transaction.
  {
    auto transaction = Transaction::begin(database, Transaction::Kind::kWrite);
    ASSERT_TRUE(transaction);
    ASSERT_TRUE(database.change_rule("t", "CHECK (i < 3)", "CHECK (i < 9)"));
  }
  EXPECT_FALSE(database.execute("INSERT INTO t VALUES (5)"));
  // A definition that does not say what it should is no one to change, and no version to stamp.
  EXPECT_EQ(failure_name(database.change_rule("t", "CHECK (i < 7)", "CHECK (i < 9)")), "corrupt");
  EXPECT_EQ(failure_name(database.change_rule("no", "CHECK (i < 3)", "CHECK (i < 9)")), "corrupt");
  EXPECT_FALSE(database.execute("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = ''"));
  EXPECT_FALSE(database.execute("INSERT INTO t VALUES (5)"));
}

}  // namespace
}  // namespace kizuki
