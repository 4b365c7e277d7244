#include "engine/library/log_tail.hpp"

#include <string>

#include <gtest/gtest.h>

#include "engine/library/ingest_log.hpp"
#include "tests/engine/library/library_support.hpp"

namespace kizuki {
namespace {

TEST(LogTailTest, IsTheRowOfTheGreatestNumberOrTheBeginning) {
  const TempFolder folder;
  const auto database = Database::open(folder.path() / "a.db", Database::Access::kReadWrite);
  ASSERT_TRUE(database);
  ASSERT_TRUE(database->execute("CREATE TABLE chain (sequence INTEGER PRIMARY KEY, hash BLOB)"));
  const auto empty = read_log_tail(*database, "chain");
  ASSERT_TRUE(empty);
  EXPECT_EQ(empty->sequence, 0U);
  EXPECT_EQ(empty->hash, log_beginning());

  ASSERT_TRUE(database->execute("INSERT INTO chain VALUES (2, x'00ff'), (7, x'6100'), (3, x'62')"));
  const auto tail = read_log_tail(*database, "chain");
  ASSERT_TRUE(tail);
  EXPECT_EQ(tail->sequence, 7U);
  EXPECT_EQ(tail->hash, std::string("a\0", 2)) << "bytes, not text";
}

TEST(LogTailTest, TellsOfATableThatIsNotThere) {
  const TempFolder folder;
  const auto database = Database::open(folder.path() / "a.db", Database::Access::kReadWrite);
  ASSERT_TRUE(database);
  EXPECT_FALSE(read_log_tail(*database, "nowhere"));
}

}  // namespace
}  // namespace kizuki
