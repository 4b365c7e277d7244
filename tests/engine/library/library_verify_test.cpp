// verify names what somebody changed behind the library's back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/library/library_support.hpp"

namespace kizuki {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

void make_library(const std::filesystem::path& folder) {
  Library library = open_library(folder);
  write_cases(library, {sample_case("a"), sample_case("b"), sample_case("c"), sample_case("b", 2),
                        sample_case("d"), sample_case("e")});
  LibraryWriter writer(library, fixed_clock);
  ASSERT_TRUE(writer.remove("d", "r"));
  ASSERT_TRUE(writer.erase("e", "r"));
  ASSERT_TRUE(writer.commit());
}

// Made once and copied: making it syncs the disk several times.
void fill(const std::filesystem::path& folder) {
  static const TempFolder made;
  static const bool filled = [] {
    make_library(made.path());
    return true;
  }();
  ASSERT_TRUE(filled);
  std::filesystem::copy_file(made / "library.db", folder / "library.db");
}

TEST(LibraryVerifyTest, SoundLibraryHasNoFindings) {
  const TempFolder folder;
  fill(folder.path());
  const Library library = open_library(folder.path(), Library::Mode::kReadOnly);
  EXPECT_THAT(findings(library), IsEmpty());
  EXPECT_EQ(*library.verify([](const LibraryFinding&) {}), 5U);  // e's content is gone
}

TEST(LibraryVerifyTest, NamesWhatWasChanged) {
  const struct {
    const char* sql;
    const char* finding;  // "id: part of the message"
  } cases[] = {
      {"UPDATE revisions SET json = replace(json, '経緯', '経過') WHERE sequence = 1",
       "a: 第 1 版の内容が登録したときと違います"},
      {"UPDATE revisions SET json = NULL WHERE sequence = 2", "b: 第 1 版の内容が失われています"},
      {"UPDATE revisions SET json = '{}' WHERE sequence = 6",
       "e: 第 1 版に、消去したはずの内容が残っています"},
      {"DELETE FROM revisions WHERE sequence = 3", "c: 登録記録 3 の内容がありません"},
      {"INSERT INTO revisions VALUES (7, '{}')", "d: 登録記録 7 に余分な内容があります"},
      {"PRAGMA foreign_keys = OFF; INSERT INTO revisions VALUES (99, '{}')",
       ": 登録記録のない内容があります（登録記録 99）"},
      {"PRAGMA foreign_keys = OFF; DELETE FROM ingest_log WHERE sequence = 2",
       "c: 登録記録 3 の前の記録が欠けています"},
      {"PRAGMA foreign_keys = OFF; DELETE FROM ingest_log WHERE sequence = 2",
       "c: 登録記録 3 が前の記録とつながりません"},
      {"PRAGMA foreign_keys = OFF; DELETE FROM ingest_log WHERE sequence = 8",
       "e: 事例の現在の状態が登録記録と合いません"},
      {"PRAGMA foreign_keys = OFF; UPDATE ingest_log SET sequence = -sequence WHERE sequence IN "
       "(1, 3); UPDATE ingest_log SET sequence = 4 + sequence WHERE sequence < 0",
       "c: 登録記録 1 が書き換わっています"},
      {"UPDATE ingest_log SET content_hash = (SELECT content_hash FROM ingest_log WHERE sequence = "
       "2) WHERE sequence = 1",
       "a: 登録記録 1 が書き換わっています"},
      {"UPDATE ingest_log SET hash = zeroblob(32) WHERE sequence = 8",
       "e: 登録記録 8 が書き換わっています"},
      {"UPDATE ingest_log SET compartment = 'public' WHERE sequence = 1",
       "a: 登録記録 1 が書き換わっています"},
      {"UPDATE ingest_log SET source = 'other' WHERE sequence = 1",
       "a: 登録記録 1 が書き換わっています"},
      {"UPDATE ingest_log SET time = '2020-01-01T00:00:00Z' WHERE sequence = 1",
       "a: 登録記録 1 が書き換わっています"},
      {"UPDATE cases SET sequence = 2, revision = 1 WHERE id = 'b'",
       "b: 事例の現在の状態が登録記録と合いません"},
      {"UPDATE cases SET state = 1 WHERE id = 'd'", "d: 事例の現在の状態が登録記録と合いません"},
      {"UPDATE cases SET erased_through = 7 WHERE id = 'e'",
       "e: 事例の現在の状態が登録記録と合いません"},
      {"DELETE FROM cases WHERE id = 'c'", "c: 登録記録にある事例が、事例の表にありません"},
      {"INSERT INTO cases VALUES ('zz', 1, 1, 1, 0)", "zz: 登録記録のない事例です"},
      {"INSERT INTO cases VALUES ('A', 1, 1, 1, 0)", "A: 登録記録のない事例です"},
      {"DELETE FROM tombstones", "e: 消去の控えがありません"},
      {"INSERT INTO tombstones VALUES (1, 'a', 1, 1)", "a: 登録記録のない消去の控えがあります"},
      {"DROP INDEX tombstones_to_scrub", ": 表の定義が書き換わっています"},
      {"CREATE TRIGGER t AFTER INSERT ON cases BEGIN DELETE FROM revisions; END",
       ": 表の定義が書き換わっています"},
  };
  for (const auto& test : cases) {
    SCOPED_TRACE(test.sql);
    const TempFolder folder;
    fill(folder.path());
    tamper(folder / "library.db", test.sql);
    const Library library = open_library(folder.path(), Library::Mode::kReadOnly);
    EXPECT_THAT(findings(library), Contains(HasSubstr(test.finding)));
  }
}

// A whole history forged with new hashes is the one thing that only a copy kept elsewhere shows; an
// impossible order of events is found all the same.
TEST(LibraryVerifyTest, FindsAnImpossibleOrderOfEvents) {
  const TempFolder folder;
  fill(folder.path());
  tamper(folder / "library.db",
         "PRAGMA foreign_keys = OFF; UPDATE ingest_log SET case_id = 'c' WHERE sequence = 4");
  const Library library = open_library(folder.path(), Library::Mode::kReadOnly);
  EXPECT_THAT(findings(library), Contains(HasSubstr("b: 事例の現在の状態が登録記録と合いません")));
  tamper(folder / "library.db", "UPDATE ingest_log SET kind = 1 WHERE sequence = 4");
  EXPECT_THAT(findings(library), Contains(HasSubstr("c: 登録記録 4 の順序が合いません")));
}

// What is read is checked as it is read: wrong bytes are never handed out.
TEST(LibraryVerifyTest, ReadersRefuseChangedRecords) {
  const struct {
    const char* sql;
    bool states_notice;
  } cases[] = {
      {"UPDATE revisions SET json = replace(json, '経緯', '経過') WHERE sequence = 1", false},
      {"UPDATE revisions SET json = NULL WHERE sequence = 1", false},
      {"UPDATE ingest_log SET compartment = 'public' WHERE sequence = 1", true},
      {"UPDATE ingest_log SET content_hash = zeroblob(32) WHERE sequence = 1", true},
      {"UPDATE cases SET sequence = 3 WHERE id = 'a'", true},
      {"PRAGMA foreign_keys = OFF; DELETE FROM ingest_log WHERE sequence = 1", true},
  };
  for (const auto& test : cases) {
    SCOPED_TRACE(test.sql);
    const TempFolder folder;
    fill(folder.path());
    tamper(folder / "library.db", test.sql);
    const Library library = open_library(folder.path(), Library::Mode::kReadOnly);
    EXPECT_EQ(library.get("a").error().code, ErrorCode::kCorrupt);
    EXPECT_EQ(library.get("a").error().id, "a");
    EXPECT_TRUE(library.get("b"));
    EXPECT_FALSE(library.for_each_case(8, [](const StoredCase&) { return true; }));
    EXPECT_EQ(!library.current_states({"a"}), test.states_notice);
  }
}

}  // namespace
}  // namespace kizuki
