#include "engine/library/library.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "tests/engine/library/library_support.hpp"

namespace kizuki {
namespace {

using ::testing::IsEmpty;

TEST(LibraryTest, OpeningForReadingDoesNotCreate) {
  const TempFolder folder;
  const auto library = Library::open(folder.path() / "none", Library::Mode::kReadOnly);
  ASSERT_FALSE(library);
  EXPECT_EQ(library.error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "none"));
}

TEST(LibraryTest, OpeningForWritingCreatesAnEmptyLibrary) {
  const TempFolder folder;
  const Library library = open_library(folder.path() / "deep" / "er");
  EXPECT_EQ(*library.sequence(), 0U);
  EXPECT_EQ(*library.count_cases(0), 0U);
  EXPECT_THAT(all_cases(library, 100), IsEmpty());
  EXPECT_EQ(*library.count_cases(~std::uint64_t{0}), 0U);
  EXPECT_THAT(findings(library), IsEmpty());
}

TEST(LibraryTest, OpensRefuseWhatIsNoLibrary) {
  const struct {
    const char* name;
    std::string bytes;
    ErrorCode code;
  } cases[] = {
      {"text", std::string(9000, 'x'), ErrorCode::kCorrupt},
      {"one byte", "x", ErrorCode::kCorrupt},
      {"a header and nothing else", std::string("SQLite format 3\0", 16) + std::string(600, 'x'),
       ErrorCode::kCorrupt},
  };
  for (const auto& test : cases) {
    SCOPED_TRACE(test.name);
    const TempFolder folder;
    std::ofstream(folder / "library.db", std::ios::binary) << test.bytes;
    for (const auto mode : {Library::Mode::kReadOnly, Library::Mode::kReadWrite}) {
      const auto library = Library::open(folder.path(), mode);
      ASSERT_FALSE(library);
      EXPECT_EQ(library.error().code, test.code) << library.error().describe();
      EXPECT_EQ(*read_file(folder / "library.db", 10'000), test.bytes);
    }
  }
}

TEST(LibraryTest, EmptyFileIsNotFoundForReadersAndFilledByWriters) {
  const TempFolder folder;
  std::ofstream(folder / "library.db").flush();
  EXPECT_EQ(Library::open(folder.path(), Library::Mode::kReadOnly).error().code,
            ErrorCode::kNotFound);
  EXPECT_EQ(*open_library(folder.path()).sequence(), 0U);
}

TEST(LibraryTest, RefusesAnotherProgramsDatabase) {
  const TempFolder folder;
  tamper(folder / "library.db", "CREATE TABLE bookmarks (url TEXT)");
  for (const auto mode : {Library::Mode::kReadOnly, Library::Mode::kReadWrite}) {
    const auto library = Library::open(folder.path(), mode);
    ASSERT_FALSE(library);
    EXPECT_EQ(library.error().code, ErrorCode::kCorrupt);
    EXPECT_THAT(library.error().message, ::testing::HasSubstr("ライブラリではありません"));
  }
}

TEST(LibraryTest, FolderInPlaceOfTheFileIsAnError) {
  const TempFolder folder;
  std::filesystem::create_directory(folder / "library.db");
  EXPECT_FALSE(Library::open(folder.path(), Library::Mode::kReadOnly));
  EXPECT_FALSE(Library::open(folder.path(), Library::Mode::kReadWrite));
}

TEST(LibraryTest, GetReturnsTheCurrentRevision) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  CaseRecord record = sample_case("a", 1);
  record.organization = "商工会";
  write_cases(library, {record, sample_case("b"), sample_case("a", 2)});
  const auto stored = library.get("a");
  ASSERT_TRUE(stored) << stored.error().describe();
  EXPECT_EQ(stored->id, "a");
  EXPECT_EQ(stored->compartment, "local");
  EXPECT_EQ(stored->revision, 2U);
  EXPECT_EQ(stored->sequence, 3U);
  EXPECT_EQ(stored->json, sample_json("a", 2));
  EXPECT_EQ(stored->content_hash, content_hash(sample_case("a", 2)));
  EXPECT_EQ(all_cases(library, 1).at(0).compartment, "org:商工会");
  EXPECT_EQ(all_cases(library, ~std::uint64_t{0}).size(), 2U);
  EXPECT_EQ(*library.count_cases(~std::uint64_t{0}), 2U);
}

TEST(LibraryTest, GetOfAnUnknownCaseIsNotFound) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  write_cases(library, {sample_case("a")});
  for (const std::string id : {"", "b", "A", "a ", "a'; DROP TABLE cases; --"}) {
    const auto stored = library.get(id);
    ASSERT_FALSE(stored);
    EXPECT_EQ(stored.error().code, ErrorCode::kNotFound);
    EXPECT_EQ(stored.error().id, id);
  }
}

TEST(LibraryTest, CurrentStatesKeepTheOrderAskedFor) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  CaseRecord open_record = sample_case("b");
  open_record.visibility = Visibility::kPublic;
  write_cases(library, {sample_case("a"), open_record, sample_case("c"), sample_case("a", 2)});
  {
    LibraryWriter writer(library);
    ASSERT_TRUE(writer.remove("c", "取り下げ"));
    ASSERT_TRUE(writer.commit());
  }
  const auto states = library.current_states({"b", "none", "a", "c", "a"});
  ASSERT_TRUE(states) << states.error().describe();
  ASSERT_EQ(states->size(), 5U);
  EXPECT_EQ((*states)[0]->compartment, "public");
  EXPECT_EQ((*states)[0]->content_hash, content_hash(open_record));
  EXPECT_FALSE((*states)[1].has_value());
  EXPECT_EQ((*states)[2]->revision, 2U);
  EXPECT_EQ((*states)[2]->content_hash, content_hash(sample_case("a", 2)));
  EXPECT_FALSE((*states)[3].has_value());
  EXPECT_EQ((*states)[4]->revision, 2U);
  EXPECT_THAT(*library.current_states({}), IsEmpty());
}

// A reader remembers where cases stand, and what others write it sees at once.
TEST(LibraryTest, StatesThatAReaderKnowsAreThoseOfNow) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  write_cases(library, {sample_case("a"), sample_case("b")});
  const Library reader = open_library(folder.path(), Library::Mode::kReadOnly);
  const auto revision = [&](const std::string& id) -> std::uint64_t {
    const auto states = reader.current_states({id, id});
    EXPECT_TRUE(states);
    EXPECT_EQ((*states)[0].has_value(), (*states)[1].has_value());
    return (*states)[0] ? (*states)[0]->revision : 0;
  };
  EXPECT_EQ(revision("a"), 1U);
  EXPECT_EQ(revision("a"), 1U);
  EXPECT_EQ(revision("c"), 0U);
  write_cases(library, {sample_case("a", 2), sample_case("c")});
  EXPECT_EQ(revision("a"), 2U);
  EXPECT_EQ(revision("c"), 1U);
  {
    LibraryWriter writer(library);
    ASSERT_TRUE(writer.remove("c", "取り下げ"));
    EXPECT_EQ(revision("c"), 1U) << "nothing is committed yet";
    ASSERT_TRUE(writer.commit());
  }
  EXPECT_EQ(revision("c"), 0U);
  EXPECT_EQ(revision("b"), 1U);
  LibraryWriter writer(library);
  ASSERT_TRUE(writer.erase("b", "撤回"));
  ASSERT_TRUE(writer.commit());
  EXPECT_EQ(revision("b"), 0U);
  // Whoever writes himself sees his own writes too.
  EXPECT_EQ((*library.current_states({"a"}))[0]->revision, 2U);
  write_cases(library, {sample_case("a", 3)});
  EXPECT_EQ((*library.current_states({"a"}))[0]->revision, 3U);
  EXPECT_EQ(revision("a"), 3U);
}

TEST(LibraryTest, BackUpIsAWholeLibraryAsOfNow) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  write_cases(library, {sample_case("a"), sample_case("b")});
  const auto copy = folder.path() / "copy" / "library.db";
  std::filesystem::create_directory(copy.parent_path());
  ASSERT_TRUE(library.back_up(copy));
  write_cases(library, {sample_case("c")});
  EXPECT_THAT(std::vector<std::filesystem::path>(
                  std::filesystem::directory_iterator(copy.parent_path()), {}),
              ::testing::ElementsAre(copy));
  const Library restored = open_library(copy.parent_path(), Library::Mode::kReadOnly);
  EXPECT_EQ(all_cases(restored, 99), all_cases(library, 2));
  EXPECT_THAT(findings(restored), IsEmpty());
  EXPECT_FALSE(library.back_up(folder.path() / "no such folder" / "x.db"));
}

}  // namespace
}  // namespace kizuki
