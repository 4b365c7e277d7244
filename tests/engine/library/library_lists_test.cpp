#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/hash.hpp"
#include "engine/library/ingest_log.hpp"
#include "engine/library/list_rows.hpp"
#include "tests/engine/library/library_support.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class LibraryListsTest : public ::testing::Test {
 protected:
  template <typename Work>
  auto write(Work work) {
    LibraryWriter writer(library_, fixed_clock);
    auto result = work(writer);
    EXPECT_TRUE(writer.commit());
    return result;
  }
  LibraryListsTest() {
    for (const char* name : {"hanako", "taro"}) {
      Account account;
      account.name = name;
      EXPECT_TRUE(
          write([&](LibraryWriter& w) { return w.add_account(account, "operator", "着任"); }));
    }
    write_cases(library_, {sample_case("a"), sample_case("b"), sample_case("c")});
  }
  Result<bool> add(const std::string& account, const std::string& id) {
    return write([&](LibraryWriter& w) { return w.add_to_list(account, id); });
  }
  Result<bool> note(const std::string& account, const std::string& id, const std::string& text) {
    return write([&](LibraryWriter& w) { return w.note_in_list(account, id, text); });
  }
  Result<bool> move(const std::string& id, ListMove move) {
    return write([&](LibraryWriter& w) { return w.move_in_list("hanako", id, move); });
  }
  std::vector<std::string> ids(const std::string& account) const {
    const auto list = library_.list(account);
    EXPECT_TRUE(list) << list.error().describe();
    std::vector<std::string> all;
    for (const ListEntry& entry : *list) all.push_back(entry.case_id);
    return all;
  }
  /// Whether any file of the library holds these bytes.
  bool holds(const std::string& text) const {
    return all_bytes(folder_.path()).find(text) != std::string::npos;
  }

  TempFolder folder_;
  Library library_ = open_library(folder_.path());
};

TEST_F(LibraryListsTest, EachAccountHasAListOfItsOwnInItsOrder) {
  EXPECT_EQ(add("hanako", "b").value_or(false), true);
  EXPECT_EQ(add("hanako", "a").value_or(false), true);
  EXPECT_EQ(add("hanako", "b").value_or(true), false);
  EXPECT_EQ(add("taro", "c").value_or(false), true);
  EXPECT_THAT(ids("hanako"), ElementsAre("b", "a"));
  EXPECT_THAT(ids("taro"), ElementsAre("c"));
  EXPECT_THAT(ids("nobody"), IsEmpty());
  EXPECT_EQ(library_.list("taro")->front().added_at, fixed_clock());
  EXPECT_EQ(write([](LibraryWriter& w) { return w.remove_from_list("taro", "a"); }).value_or(true),
            false);
  EXPECT_EQ(
      write([](LibraryWriter& w) { return w.remove_from_list("hanako", "b"); }).value_or(false),
      true);
  EXPECT_THAT(ids("hanako"), ElementsAre("a"));
  EXPECT_THAT(findings(library_), IsEmpty());
}

TEST_F(LibraryListsTest, EntriesChangePlaces) {
  for (const char* id : {"a", "b", "c"}) ASSERT_TRUE(add("hanako", id));
  EXPECT_EQ(move("c", ListMove::kUp).value_or(false), true);
  EXPECT_THAT(ids("hanako"), ElementsAre("a", "c", "b"));
  EXPECT_EQ(move("a", ListMove::kDown).value_or(false), true);
  EXPECT_THAT(ids("hanako"), ElementsAre("c", "a", "b"));
  EXPECT_EQ(move("c", ListMove::kUp).value_or(true), false);
  EXPECT_EQ(move("b", ListMove::kDown).value_or(true), false);
  EXPECT_EQ(failure_name(move("x", ListMove::kUp)), "not_found");
  EXPECT_THAT(findings(library_), IsEmpty());
}

TEST_F(LibraryListsTest, NotesAreWrittenChangedAndTakenAway) {
  ASSERT_TRUE(add("hanako", "a"));
  ASSERT_TRUE(add("taro", "a"));
  EXPECT_EQ(note("hanako", "a", "一つめの覚え書き").value_or(false), true);
  EXPECT_EQ(note("hanako", "a", "一つめの覚え書き").value_or(true), false);
  EXPECT_EQ(note("hanako", "a", "二つめ\nの覚え書き").value_or(false), true);
  EXPECT_EQ(library_.list("hanako")->front().note, "二つめ\nの覚え書き");
  EXPECT_EQ(library_.list("taro")->front().note, "");
  EXPECT_EQ(note("hanako", "a", "").value_or(false), true);
  EXPECT_EQ(library_.list("hanako")->front().note, "");
  EXPECT_EQ(failure_name(note("hanako", "b", "x")), "not_found");
  EXPECT_THAT(findings(library_), IsEmpty());
}

TEST_F(LibraryListsTest, WhatDoesNotFitIsRefused) {
  ASSERT_TRUE(add("hanako", "a"));
  std::string most;
  for (std::size_t i = 0; i < kMaxNoteCharacters; ++i) most += "字";
  EXPECT_TRUE(note("hanako", "a", most));
  for (const std::string& text :
       {most + "字", std::string("a\tb"), std::string("a\0b", 3), std::string("\xFF")}) {
    EXPECT_EQ(failure_name(note("hanako", "a", text)), "invalid_argument");
  }
  EXPECT_EQ(failure_name(add("nobody", "a")), "not_found");
  EXPECT_EQ(failure_name(add("hanako", "x")), "not_found");
  std::vector<CaseRecord> many;
  for (std::size_t i = 1; i < kMaxListEntries; ++i) many.push_back(sample_case(numbered("m-", i)));
  write_cases(library_, many);
  {
    LibraryWriter writer(library_, fixed_clock);
    for (const CaseRecord& one : many) ASSERT_TRUE(writer.add_to_list("hanako", one.id));
    ASSERT_TRUE(writer.commit());
  }
  EXPECT_EQ(failure_name(add("hanako", "b")), "limit_exceeded");
  EXPECT_EQ(ids("hanako").size(), kMaxListEntries);
}

TEST_F(LibraryListsTest, ErasingACaseLeavesNoByteOfItsNotes) {
  ASSERT_TRUE(add("hanako", "a"));
  ASSERT_TRUE(add("taro", "a"));
  ASSERT_TRUE(add("taro", "b"));
  for (int i = 0; i < 40; ++i) {  // notes that grow, shrink and are replaced
    const std::string text(static_cast<std::size_t>(10 + i * 37 % 900), 'x');
    ASSERT_TRUE(note("hanako", "a", "HIDDEN-" + std::to_string(i) + text));
    ASSERT_TRUE(note("taro", "a", "HIDDEN-" + std::to_string(i)));
    ASSERT_TRUE(note("taro", "b", "KEPT-" + std::to_string(i)));
  }
  EXPECT_TRUE(write([](LibraryWriter& w) { return w.erase("a", "本人の求め"); }));
  EXPECT_FALSE(holds("HIDDEN-"));
  EXPECT_TRUE(holds("KEPT-39"));
  EXPECT_THAT(ids("hanako"), ElementsAre("a"));
  EXPECT_EQ(library_.list("hanako")->front().note, "");
  EXPECT_EQ(library_.list("taro")->back().note, "KEPT-39");
  EXPECT_EQ(failure_name(note("hanako", "a", "again")), "not_found");
  EXPECT_EQ(
      write([](LibraryWriter& w) { return w.remove_from_list("hanako", "a"); }).value_or(false),
      true);
  EXPECT_THAT(findings(library_), IsEmpty());
}

TEST_F(LibraryListsTest, DamageIsFound) {
  ASSERT_TRUE(add("hanako", "a"));
  ASSERT_TRUE(note("hanako", "a", "覚え書き"));
  for (const char* harm :
       {"UPDATE list_entries SET place = 9", "UPDATE list_entries SET case_id = 'b'",
        "UPDATE list_notes SET note = '別の'", "UPDATE list_notes SET case_id = 'b'",
        "UPDATE list_notes SET note = NULL", "DELETE FROM list_entries"}) {
    const TempFolder copy;
    ASSERT_TRUE(library_.back_up(copy / "library.db"));
    tamper(copy / "library.db", harm);
    const Library harmed = open_library(copy.path(), Library::Mode::kReadOnly);
    EXPECT_FALSE(findings(harmed).empty()) << harm;
  }
  tamper(folder_ / "library.db", "UPDATE list_notes SET note = '別の'");
  EXPECT_EQ(failure_name(library_.list("hanako")), "corrupt");
}

// The bytes under the hashes, written out by hand from docs/library.md.
TEST(ListRowsTest, HashesCoverTheDocumentedBytes) {
  const ListEntry entry{"a-1", 300, "2026-01-31T09:08:07Z", "not in it"};
  EXPECT_EQ(list_entry_seal("taro", entry), to_bytes(sha256("\x04taro\x03"
                                                            "a-1\xac\x02\x14"
                                                            "2026-01-31T09:08:07Z")));
  EXPECT_EQ(list_note_hash(300, "taro", "a-1", "n"), to_bytes(sha256("\xac\x02\x04taro\x03"
                                                                     "a-1\x01n")));
  EXPECT_EQ(no_list_note_hash(), std::string(32, '\0'));
}

}  // namespace
}  // namespace kizuki
