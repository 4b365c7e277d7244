#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "tests/engine/library/library_support.hpp"

namespace kizuki {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(LibraryWriterTest, UpsertSaysWhatItDid) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  LibraryWriter writer(library, fixed_clock);
  EXPECT_EQ(*writer.upsert(sample_case("a"), "f"), UpsertOutcome::kAdded);
  EXPECT_EQ(*writer.upsert(sample_case("a"), "f"), UpsertOutcome::kUnchanged);
  EXPECT_EQ(*writer.upsert(sample_case("a", 2), "f"), UpsertOutcome::kChanged);
  EXPECT_EQ(*writer.upsert(sample_case("a", 1), "f"), UpsertOutcome::kChanged);
  ASSERT_TRUE(writer.remove("a", "r"));
  EXPECT_EQ(*writer.upsert(sample_case("a", 1), "f"), UpsertOutcome::kAdded);
  ASSERT_TRUE(writer.erase("a", "r"));
  EXPECT_EQ(*writer.upsert(sample_case("a", 1), "f"), UpsertOutcome::kAdded);
  ASSERT_TRUE(writer.commit());
  EXPECT_EQ(library.get("a")->revision, 5U);
  EXPECT_EQ(library.get("a")->sequence, 7U);
  EXPECT_EQ(*library.sequence(), 7U);
  EXPECT_THAT(findings(library), IsEmpty());
}

TEST(LibraryWriterTest, UnchangedUpsertWritesNothing) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  write_cases(library, {sample_case("a"), sample_case("b")});
  const auto log = folder.path() / "library.db-wal";
  const std::string before = *read_file(log, 1 << 24);
  write_cases(library, {sample_case("b"), sample_case("a")});
  EXPECT_EQ(*read_file(log, 1 << 24), before);
  EXPECT_EQ(*library.sequence(), 2U);
}

TEST(LibraryWriterTest, NothingIsSeenBeforeTheCommit) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  LibraryWriter writer(library);
  ASSERT_TRUE(writer.upsert(sample_case("a"), "f"));
  EXPECT_EQ(*library.sequence(), 0U);
  EXPECT_FALSE(library.get("a"));
  ASSERT_TRUE(writer.commit());
  EXPECT_EQ(*library.sequence(), 1U);
  EXPECT_TRUE(library.get("a"));
}

TEST(LibraryWriterTest, DestructorRollsBackWhatIsNotCommitted) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  {
    LibraryWriter writer(library);
    ASSERT_TRUE(writer.upsert(sample_case("a"), "f"));
    ASSERT_TRUE(writer.commit());
    ASSERT_TRUE(writer.upsert(sample_case("b"), "f"));
  }
  EXPECT_EQ(*library.sequence(), 1U);
  write_cases(library, {sample_case("c")});
  EXPECT_EQ(library.get("c")->sequence, 2U);
  EXPECT_THAT(findings(library), IsEmpty());
}

TEST(LibraryWriterTest, CommitsAGroupOf200AndTellsOfEach) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  LibraryWriter writer(library);
  std::uint64_t durable = 0;
  writer.on_commit([&](std::uint64_t changes) {
    EXPECT_LE(changes, 200U);
    durable += changes;
    EXPECT_EQ(*library.sequence(), durable);  // told after, not before
  });
  for (std::uint64_t i = 0; i < 450; ++i) {
    ASSERT_TRUE(writer.upsert(sample_case(numbered("case-", i)), "f"));
    ASSERT_TRUE(writer.upsert(sample_case(numbered("case-", i)), "f"));
  }
  EXPECT_GT(durable, 450U - 200U) << "a slow machine commits smaller groups, by their time";
  ASSERT_TRUE(writer.commit());
  EXPECT_EQ(durable, 450U);
  ASSERT_TRUE(writer.commit());
  EXPECT_EQ(durable, 450U);
}

TEST(LibraryWriterTest, CommitsAGroupAtTheFirstCallAfterItsTime) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  LibraryWriter writer(library);
  ASSERT_TRUE(writer.upsert(sample_case("a"), "f"));
  std::this_thread::sleep_for(std::chrono::milliseconds(60));
  ASSERT_TRUE(writer.upsert(sample_case("a"), "f"));  // changes nothing, but time has passed
  EXPECT_EQ(*library.sequence(), 1U);
}

TEST(LibraryWriterTest, CommitsALargeGroupEarly) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  LibraryWriter writer(library);
  std::vector<std::uint64_t> groups;
  writer.on_commit([&](std::uint64_t changes) { groups.push_back(changes); });
  for (std::uint64_t i = 0; i < 20; ++i) {
    ASSERT_TRUE(writer.upsert(sample_case(numbered("c", i), 1, 900'000), "f"));
  }
  ASSERT_TRUE(writer.commit());
  for (const std::uint64_t changes : groups) EXPECT_LE(changes, 10U);
}

TEST(LibraryWriterTest, SequenceNumbersAscendWithoutHoles) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  for (int round = 0; round < 5; ++round) {
    LibraryWriter writer(library, fixed_clock);
    for (std::uint64_t i = 0; i < 7; ++i) {
      ASSERT_TRUE(writer.upsert(sample_case(numbered("c", i), round), "f"));
    }
    EXPECT_EQ(writer.remove("none", "r").error().code, ErrorCode::kNotFound);
    if (round % 2 == 0) {
      ASSERT_TRUE(writer.remove("c3", "r"));
    }
    if (round != 3) {
      ASSERT_TRUE(writer.commit());
    }  // else rolled back
  }
  EXPECT_EQ(*library.sequence(), 4U * 7 + 3);
  EXPECT_THAT(findings(library), IsEmpty());
}

TEST(LibraryWriterTest, RefusalsLeaveTheWriterUsable) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  LibraryWriter writer(library);
  EXPECT_EQ(writer.remove("a", "r").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(writer.erase("a", "r").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(writer.upsert(sample_case(""), "f").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(writer.upsert(sample_case(std::string(65, 'x')), "f").error().code,
            ErrorCode::kInvalidArgument);
  ASSERT_TRUE(writer.upsert(sample_case("a"), "f"));
  ASSERT_TRUE(writer.remove("a", "r"));
  EXPECT_EQ(writer.remove("a", "r").error().code, ErrorCode::kNotFound);
  ASSERT_TRUE(writer.erase("a", "r"));
  ASSERT_TRUE(writer.commit());
  ASSERT_TRUE(writer.erase("a", "r"));  // erased already: nothing is written
  ASSERT_TRUE(writer.commit());
  EXPECT_EQ(*library.sequence(), 3U);
}

TEST(LibraryWriterTest, FruitlessRemovalHoldsNoLock) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  LibraryWriter idle(library);
  EXPECT_FALSE(idle.remove("none", "r"));
  write_cases(library, {sample_case("a")});
  EXPECT_EQ(*library.sequence(), 1U);
}

TEST(LibraryWriterTest, WriterOnAReadOnlyLibraryRefuses) {
  const TempFolder folder;
  open_library(folder.path());
  Library library = open_library(folder.path(), Library::Mode::kReadOnly);
  LibraryWriter writer(library);
  EXPECT_EQ(writer.upsert(sample_case("a"), "f").error().code, ErrorCode::kPermissionDenied);
  EXPECT_EQ(writer.commit().error().code, ErrorCode::kPermissionDenied);
}

TEST(LibraryWriterTest, AfterAnErrorEveryCallReturnsThatError) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  write_cases(library, {sample_case("a")});
  LibraryWriter writer(library);
  ASSERT_TRUE(writer.upsert(sample_case("b"), "f"));
  ASSERT_TRUE(writer.commit());
  // The log's row of "a" no longer fits its hash, which every write to "a" looks at.
  tamper(folder / "library.db", "UPDATE ingest_log SET source = 'x' WHERE case_id = 'a'");
  ASSERT_TRUE(writer.upsert(sample_case("c"), "f"));
  const auto first = writer.upsert(sample_case("a", 2), "f");
  ASSERT_FALSE(first);
  EXPECT_EQ(first.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(writer.upsert(sample_case("d"), "f").error().message, first.error().message);
  EXPECT_EQ(writer.remove("b", "r").error().message, first.error().message);
  EXPECT_EQ(writer.erase("b", "r").error().message, first.error().message);
  EXPECT_EQ(writer.commit().error().message, first.error().message);
  EXPECT_FALSE(library.get("c"));  // went with its group
  write_cases(library, {sample_case("c")});
  EXPECT_TRUE(library.get("c"));
}

TEST(LibraryWriterTest, ChangedCompartmentAloneIsARevision) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  CaseRecord record = sample_case("a");
  write_cases(library, {record});
  record.visibility = Visibility::kPublic;
  write_cases(library, {record});
  EXPECT_EQ(library.get("a")->compartment, "public");
  EXPECT_EQ(library.get("a")->revision, 2U);
}

TEST(LibraryWriterTest, KeepsHostileTextByteForByte) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  CaseRecord record = sample_case("x._-9");
  record.title = "'; DROP TABLE cases; -- \" \\ \n\t\x7f \xF0\x9F\x8D\xA3 \xE2\x80\xAE";
  write_cases(library, {record});
  EXPECT_EQ(library.get("x._-9")->json, to_json(record).dump_canonical());
}

}  // namespace
}  // namespace kizuki
