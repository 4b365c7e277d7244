#include "engine/library/migration.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "engine/library/schema.hpp"
#include "tests/engine/library/library_support.hpp"
#include "tests/support/paths.hpp"

namespace kizuki {
namespace {

Migration step(std::uint32_t version, const char* sql) {
  return {version, [sql](const Database& database) { return database.execute(sql); }};
}

// A history of a file format that is easy to look at.
std::vector<Migration> steps_up_to(std::uint32_t version) {
  std::vector<Migration> steps = {
      step(1, "CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('one')"),
      step(2, "ALTER TABLE t ADD COLUMN b TEXT; UPDATE t SET b = a || ' two'"),
      step(3, "UPDATE t SET b = b || ' three'; CREATE INDEX t_by_b ON t (b)"),
  };
  steps.resize(version);
  return steps;
}

class MigrationTest : public ::testing::Test {
 protected:
  Database open() const {
    auto database = Database::open(file_, Database::Access::kReadWrite);
    EXPECT_TRUE(database);
    return std::move(*database);
  }
  std::string text_of(const char* sql, const std::filesystem::path& file) const {
    const auto database = Database::open(file, Database::Access::kReadOnly);
    auto query = database->statement(sql);
    if (!query || !*query->step()) return "";
    return std::string(query->bytes(0));
  }
  bool backed_up(int version) const {
    return std::filesystem::exists(file_.string() + ".before-v" + std::to_string(version));
  }

  TempFolder folder_;
  std::filesystem::path file_ = folder_ / "library.db";
};

TEST_F(MigrationTest, EmptyFileGetsTheNewestVersionWithoutACopy) {
  const Database database = open();
  EXPECT_EQ(*file_age(database, steps_up_to(3)), FileAge::kEmpty);
  ASSERT_TRUE(bring_up_to_date(database, steps_up_to(3)));
  EXPECT_EQ(*file_age(database, steps_up_to(3)), FileAge::kCurrent);
  EXPECT_EQ(*database.integer("PRAGMA user_version"), 3);
  EXPECT_EQ(text_of("SELECT b FROM t", file_), "one two three");
  EXPECT_FALSE(backed_up(3));
}

TEST_F(MigrationTest, OlderFileIsCopiedThenMigrated) {
  {
    const Database old = open();
    ASSERT_TRUE(bring_up_to_date(old, steps_up_to(1)));
    ASSERT_TRUE(old.execute("UPDATE t SET a = 'mine'"));
  }
  const Database database = open();
  EXPECT_EQ(*file_age(database, steps_up_to(3)), FileAge::kOlder);
  ASSERT_TRUE(bring_up_to_date(database, steps_up_to(3)));
  EXPECT_EQ(text_of("SELECT b FROM t", file_), "mine two three");
  const auto copy = file_.string() + ".before-v3";
  EXPECT_EQ(text_of("SELECT a FROM t", copy), "mine");
  const auto kept = Database::open(copy, Database::Access::kReadOnly);
  EXPECT_EQ(*kept->integer("PRAGMA user_version"), 1);
  EXPECT_EQ(*file_age(*kept, steps_up_to(1)), FileAge::kCurrent);
}

TEST_F(MigrationTest, CopyHoldsWhatIsStillInTheWriteAheadLog) {
  const Database other = open();  // keeps the log from being folded into the file
  ASSERT_TRUE(bring_up_to_date(other, steps_up_to(1)));
  ASSERT_TRUE(other.execute("UPDATE t SET a = 'in the log'"));
  ASSERT_TRUE(bring_up_to_date(open(), steps_up_to(2)));
  EXPECT_EQ(text_of("SELECT a FROM t", file_.string() + ".before-v2"), "in the log");
}

TEST_F(MigrationTest, CurrentFileIsLeftAlone) {
  ASSERT_TRUE(bring_up_to_date(open(), steps_up_to(2)));
  const std::string before = *read_file(file_, 1 << 20);
  ASSERT_TRUE(bring_up_to_date(open(), steps_up_to(2)));
  EXPECT_EQ(*read_file(file_, 1 << 20), before);
  EXPECT_FALSE(backed_up(2));
}

TEST_F(MigrationTest, FailedStepLeavesTheOldVersionWhole) {
  ASSERT_TRUE(bring_up_to_date(open(), steps_up_to(1)));
  auto steps = steps_up_to(3);
  steps[2] = step(3, "UPDATE t SET b = 'half'; INSERT INTO nowhere VALUES (1)");
  EXPECT_FALSE(bring_up_to_date(open(), steps));
  EXPECT_EQ(*file_age(open(), steps_up_to(1)), FileAge::kCurrent);
  EXPECT_EQ(*schema_text(open()), *expected_schema_text(steps_up_to(1)));
  ASSERT_TRUE(bring_up_to_date(open(), steps_up_to(3)));
  EXPECT_EQ(text_of("SELECT b FROM t", file_), "one two three");
}

TEST_F(MigrationTest, NoMigrationWithoutTheCopy) {
  ASSERT_TRUE(bring_up_to_date(open(), steps_up_to(1)));
  // A folder that is not empty stands where the copy must go.
  std::filesystem::create_directories(file_.string() + ".before-v2/x");
  EXPECT_FALSE(bring_up_to_date(open(), steps_up_to(2)));
  EXPECT_EQ(*file_age(open(), steps_up_to(1)), FileAge::kCurrent);
}

TEST_F(MigrationTest, NewerFileIsRefusedUntouched) {
  ASSERT_TRUE(bring_up_to_date(open(), steps_up_to(3)));
  const std::string before = *read_file(file_, 1 << 20);
  const auto refused = bring_up_to_date(open(), steps_up_to(2));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kVersionMismatch);
  EXPECT_EQ(*read_file(file_, 1 << 20), before);
}

TEST_F(MigrationTest, DamagedStampsAreRefused) {
  for (const char* sql : {"PRAGMA application_id = 5", "PRAGMA application_id = 0",
                          "PRAGMA user_version = 0", "PRAGMA user_version = -3"}) {
    SCOPED_TRACE(sql);
    const TempFolder folder;
    open_library(folder.path());
    tamper(folder / "library.db", sql);
    for (const auto mode : {Library::Mode::kReadOnly, Library::Mode::kReadWrite}) {
      EXPECT_EQ(Library::open(folder.path(), mode).error().code, ErrorCode::kCorrupt);
    }
  }
}

TEST_F(MigrationTest, LibraryOfANewerKizukiIsRefusedByEveryUse) {
  Library library = open_library(folder_.path());
  LibraryWriter writer(library);
  ASSERT_TRUE(writer.upsert(sample_case("a"), "f"));
  ASSERT_TRUE(writer.commit());
  tamper(file_, "PRAGMA user_version = 99");
  for (const auto mode : {Library::Mode::kReadOnly, Library::Mode::kReadWrite}) {
    EXPECT_EQ(Library::open(folder_.path(), mode).error().code, ErrorCode::kVersionMismatch);
  }
  // Also by a writer that was open before the newer program migrated the file.
  EXPECT_EQ(writer.upsert(sample_case("b"), "f").error().code, ErrorCode::kVersionMismatch);
}

TEST_F(MigrationTest, LibraryStepsAscendFromOneAndMakeTheDocumentedTables) {
  std::uint32_t expected = 0;
  for (const Migration& migration : library_migrations()) EXPECT_EQ(migration.version, ++expected);
  const std::string document =
      *read_file(std::filesystem::path(test::source_path()) / "docs" / "library.md", 1 << 20);
  Library library = open_library(folder_.path());
  const Database database = open();
  auto columns = database.statement(
      "SELECT s.name, p.name FROM sqlite_schema AS s JOIN pragma_table_info(s.name) AS p"
      " WHERE s.type = 'table'");
  int count = 0;
  while (*columns->step()) {
    ++count;
    const std::string table(columns->bytes(0));
    const std::string column(columns->bytes(1));
    EXPECT_THAT(document, ::testing::HasSubstr(std::string("### `").append(table).append("`")));
    EXPECT_THAT(document, ::testing::HasSubstr(std::string("| `").append(column).append("` |")));
  }
  EXPECT_EQ(count, 98);
}

}  // namespace
}  // namespace kizuki
