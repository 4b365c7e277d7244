#include <map>
#include <optional>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/hash.hpp"
#include "engine/library/confirmation_log.hpp"
#include "engine/library/ingest_log.hpp"
#include "tests/engine/library/library_support.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Confirmation about(std::string_view case_id, std::string_view value, bool confirmed = true,
                   std::string_view reason = "本文にある") {
  Confirmation confirmation;
  confirmation.case_id = case_id;
  confirmation.name = "issue";
  confirmation.value = value;
  confirmation.confirmed = confirmed;
  confirmation.author = "operator";
  confirmation.reason = reason;
  return confirmation;
}

std::string brief(const Confirmation& confirmation) {
  return confirmation.case_id + " " + confirmation.value +
         (confirmation.taken_back  ? " taken back"
          : confirmation.confirmed ? " yes"
                                   : " no");
}

class LibraryConfirmationsTest : public ::testing::Test {
 protected:
  void SetUp() override { write_cases(library_, {sample_case("a"), sample_case("b")}); }

  Result<bool> confirm(const Confirmation& confirmation) {
    LibraryWriter writer(library_, fixed_clock);
    auto result = writer.confirm(confirmation);
    EXPECT_TRUE(writer.commit());
    return result;
  }
  Result<void> take_back(Confirmation confirmation, std::uint64_t sequence) {
    confirmation.sequence = sequence;
    LibraryWriter writer(library_, fixed_clock);
    auto result = writer.take_back(confirmation);
    EXPECT_TRUE(writer.commit());
    return result;
  }
  void erase(std::string_view id) {
    LibraryWriter writer(library_, fixed_clock);
    ASSERT_TRUE(writer.erase(id, "r"));
    ASSERT_TRUE(writer.commit());
  }
  std::vector<std::string> of(std::string_view id) const {
    std::vector<std::string> list;
    const auto confirmations = library_.confirmations(id);
    EXPECT_TRUE(confirmations) << confirmations.error().describe();
    for (const auto& confirmation : *confirmations) list.push_back(brief(confirmation));
    return list;
  }
  std::vector<std::string> since(std::uint64_t after) const {
    std::vector<std::string> list;
    EXPECT_TRUE(library_.for_each_confirmation(after, [&](const Confirmation& confirmation) {
      list.push_back(brief(confirmation));
      return true;
    }));
    return list;
  }

  TempFolder folder_;
  Library library_ = open_library(folder_.path());
};

TEST_F(LibraryConfirmationsTest, NewestOfEachNameAndValueCounts) {
  EXPECT_EQ(*library_.confirmation_sequence(), 0U);
  ASSERT_TRUE(*confirm(about("a", "succession")));
  ASSERT_TRUE(*confirm(about("a", "hr")));
  ASSERT_TRUE(*confirm(about("b", "hr")));
  ASSERT_TRUE(*confirm(about("a", "succession", false)));
  EXPECT_EQ(*library_.confirmation_sequence(), 4U);
  EXPECT_THAT(of("a"), ElementsAre("a hr yes", "a succession no"));
  EXPECT_THAT(of("b"), ElementsAre("b hr yes"));
  EXPECT_THAT(of("none"), IsEmpty());
  EXPECT_THAT(since(0), ElementsAre("a hr yes", "b hr yes", "a succession no"));
  EXPECT_THAT(since(2), ElementsAre("b hr yes", "a succession no"));
  EXPECT_THAT(since(4), IsEmpty());
  EXPECT_EQ(*library_.sequence(), 2U);  // no confirmation makes the text index stale
  EXPECT_THAT(findings(library_), IsEmpty());
}

TEST_F(LibraryConfirmationsTest, KeepsAllThatWasSaid) {
  ASSERT_TRUE(*confirm(about("a", "succession", true, "社長の交代")));
  const Confirmation stored = library_.confirmations("a")->front();
  EXPECT_EQ(stored.name, "issue");
  EXPECT_EQ(stored.author, "operator");
  EXPECT_EQ(stored.reason, "社長の交代");
  EXPECT_EQ(stored.sequence, 1U);
  EXPECT_EQ(stored.case_sequence, 1U);
  EXPECT_EQ(stored.time, fixed_clock());
}

TEST_F(LibraryConfirmationsTest, SayingTheSameAgainWritesNothing) {
  ASSERT_TRUE(*confirm(about("a", "hr")));
  EXPECT_FALSE(*confirm(about("a", "hr")));
  EXPECT_TRUE(*confirm(about("a", "hr", true, "別の理由")));
  EXPECT_TRUE(*confirm(about("a", "hr")));
  EXPECT_EQ(*library_.confirmation_sequence(), 3U);
}

TEST_F(LibraryConfirmationsTest, WhatWasSaidBeforeCountsAgainOnceTheLastWordIsTakenBack) {
  ASSERT_TRUE(*confirm(about("a", "hr", true, "一")));
  ASSERT_TRUE(*confirm(about("a", "hr", false, "二")));
  ASSERT_TRUE(take_back(about("a", "hr", true, "見間違い"), 2));
  EXPECT_THAT(of("a"), ElementsAre("a hr yes"));
  EXPECT_EQ(library_.confirmations("a")->front().reason, "一");
  ASSERT_TRUE(take_back(about("a", "hr"), 1));
  EXPECT_THAT(of("a"), IsEmpty());
  // Who follows the log learns of each, though the row that counts is older.
  EXPECT_THAT(since(0), ElementsAre("a hr taken back"));
  EXPECT_THAT(since(3), ElementsAre("a hr taken back"));
  EXPECT_THAT(since(4), IsEmpty());
  // Nothing is lost, and the same may be said anew.
  std::vector<std::string> history;
  const auto rows = library_.confirmation_history("a");
  for (const Confirmation& said : *rows) {
    history.push_back(brief(said) + " " + said.reason);
  }
  EXPECT_THAT(history, ElementsAre("a hr yes 一", "a hr no 二", "a hr taken back 見間違い",
                                   "a hr taken back 本文にある"));
  ASSERT_TRUE(*confirm(about("a", "hr", true, "一")));
  EXPECT_THAT(of("a"), ElementsAre("a hr yes"));
  EXPECT_THAT(since(4), ElementsAre("a hr yes"));
  EXPECT_EQ(*library_.confirmation_sequence(), 5U);
  EXPECT_THAT(findings(library_), IsEmpty());
}

TEST_F(LibraryConfirmationsTest, OnlyWhatCountsIsTakenBackAndOnlyOnce) {
  const auto refused = [&](const Confirmation& confirmation, std::uint64_t sequence) {
    const auto taken = take_back(confirmation, sequence);
    return taken ? std::optional<ErrorCode>() : taken.error().code;
  };
  EXPECT_EQ(refused(about("a", "hr"), 1), ErrorCode::kNotFound) << "nothing was said";
  ASSERT_TRUE(*confirm(about("a", "hr")));
  ASSERT_TRUE(*confirm(about("a", "dx")));
  EXPECT_EQ(refused(about("a", "hr"), 2), ErrorCode::kLocked) << "a row of something else";
  ASSERT_TRUE(*confirm(about("a", "hr", false)));
  EXPECT_EQ(refused(about("a", "hr"), 1), ErrorCode::kLocked) << "said anew meanwhile";
  EXPECT_EQ(refused(about("none", "hr"), 1), ErrorCode::kNotFound);
  Confirmation stranger = about("a", "hr");
  stranger.author = "taro";
  EXPECT_EQ(refused(stranger, 3), ErrorCode::kNotFound);
  EXPECT_EQ(refused(about("a", ""), 3), ErrorCode::kInvalidArgument);
  EXPECT_EQ(*library_.confirmation_sequence(), 3U);
  ASSERT_TRUE(take_back(about("a", "hr"), 3));
  EXPECT_EQ(refused(about("a", "hr"), 3), ErrorCode::kLocked) << "the one before counts now";
  ASSERT_TRUE(take_back(about("a", "hr"), 1));
  EXPECT_EQ(refused(about("a", "hr"), 1), ErrorCode::kNotFound);
  EXPECT_THAT(of("a"), ElementsAre("a dx yes"));
}

TEST_F(LibraryConfirmationsTest, ErasureTakesTheTextOfWhatWasTakenBack) {
  ASSERT_TRUE(*confirm(about("a", canary(1), true, canary(2))));
  ASSERT_TRUE(take_back(about("a", canary(1), true, canary(3)), 1));
  EXPECT_EQ(canaries_in(folder_.path()).size(), 3U);
  erase("a");
  EXPECT_THAT(*library_.confirmation_history("a"), IsEmpty());
  EXPECT_EQ(canaries_in(folder_.path()), std::set<std::uint64_t>());
  EXPECT_THAT(findings(library_), IsEmpty());
}

TEST_F(LibraryConfirmationsTest, NeedsACaseAndAnAuthor) {
  EXPECT_EQ(confirm(about("none", "hr")).error().code, ErrorCode::kNotFound);
  Confirmation confirmation = about("a", "hr");
  confirmation.author = "taro";
  EXPECT_EQ(confirm(confirmation).error().code, ErrorCode::kNotFound);
  Account taro;
  taro.name = "taro";
  {
    LibraryWriter writer(library_, fixed_clock);
    ASSERT_TRUE(writer.add_account(taro, "operator", "r"));
    ASSERT_TRUE(writer.commit());
  }
  EXPECT_TRUE(*confirm(confirmation));
  taro = *library_.account("taro");
  taro.disabled = true;
  {
    LibraryWriter writer(library_, fixed_clock);
    ASSERT_TRUE(*writer.change_account(taro, "operator", "r"));
    ASSERT_TRUE(writer.commit());
  }
  confirmation.value = "dx";
  EXPECT_EQ(confirm(confirmation).error().code, ErrorCode::kPermissionDenied);
  EXPECT_THAT(of("a"), ElementsAre("a hr yes"));  // what he said before stays
}

TEST_F(LibraryConfirmationsTest, RefusesBadFields) {
  const auto field = [&](auto change) {
    Confirmation confirmation = about("a", "hr");
    change(confirmation);
    const auto refused = confirm(confirmation);
    return refused ? std::string("accepted") : refused.error().field;
  };
  EXPECT_EQ(field([](Confirmation& c) { c.name = ""; }), "name");
  EXPECT_EQ(field([](Confirmation& c) { c.name = "a b"; }), "name");
  EXPECT_EQ(field([](Confirmation& c) { c.name = "a@b"; }), "name");
  EXPECT_EQ(field([](Confirmation& c) { c.value = ""; }), "value");
  EXPECT_EQ(field([](Confirmation& c) { c.value = std::string(257, 'x'); }), "value");
  EXPECT_EQ(field([](Confirmation& c) { c.value = "a\tb"; }), "value");
  EXPECT_EQ(field([](Confirmation& c) { c.value = "\xff"; }), "value");
  EXPECT_EQ(field([](Confirmation& c) { c.reason = "a\nb"; }), "reason");
  EXPECT_EQ(field([](Confirmation& c) { c.reason = std::string(2001, 'x'); }), "reason");
  EXPECT_EQ(*library_.confirmation_sequence(), 0U);
}

TEST_F(LibraryConfirmationsTest, OfARemovedCaseNoneCount) {
  ASSERT_TRUE(*confirm(about("a", "hr")));
  {
    LibraryWriter writer(library_, fixed_clock);
    ASSERT_TRUE(writer.remove("a", "r"));
    ASSERT_TRUE(writer.commit());
  }
  EXPECT_THAT(of("a"), IsEmpty());
  EXPECT_THAT(since(0), IsEmpty());
  write_cases(library_, {sample_case("a", 2)});  // comes back, and what was said with it
  EXPECT_THAT(of("a"), ElementsAre("a hr yes"));
}

TEST_F(LibraryConfirmationsTest, ErasureTakesTheirText) {
  ASSERT_TRUE(*confirm(about("a", canary(1), true, canary(2))));
  ASSERT_TRUE(*confirm(about("b", canary(3), true, canary(4))));
  EXPECT_EQ(canaries_in(folder_.path()).size(), 4U);
  erase("a");
  EXPECT_THAT(of("a"), IsEmpty());
  EXPECT_THAT(since(0), ElementsAre("b " + canary(3) + " yes"));
  EXPECT_EQ(canaries_in(folder_.path()), (std::set<std::uint64_t>{3, 4}));
  EXPECT_THAT(findings(library_), IsEmpty());
  // A case of the same id starts anew.
  write_cases(library_, {sample_case("a", 2)});
  EXPECT_THAT(of("a"), IsEmpty());
  ASSERT_TRUE(*confirm(about("a", "hr", false)));
  EXPECT_THAT(of("a"), ElementsAre("a hr no"));
  EXPECT_THAT(findings(library_), IsEmpty());
}

// As LibraryEraseTest.LeavesNoByteOfTheContentInAnyFile, for the rows of confirmations.
TEST_F(LibraryConfirmationsTest, ErasureLeavesNoByteWhateverSqliteDidBefore) {
  SCOPED_TRACE(describe_seed(test_seed(), 0));
  std::mt19937_64 random(test_seed());
  LibraryWriter writer(library_);
  std::map<std::string, std::vector<std::uint64_t>> said;
  std::vector<std::uint64_t> gone;
  for (std::uint64_t step = 0; step < 1500; ++step) {
    const std::string id = numbered("case-", random() % 60);
    if (random() % 8 != 0 || said.count(id) == 0) {
      if (said.count(id) == 0) {
        ASSERT_TRUE(writer.upsert(sample_case(id, static_cast<int>(step)), "f"));
      }
      const std::string reason =
          canary(step) + std::string(random() % 5 == 0 ? 1900 : random() % 100, 'x');
      ASSERT_TRUE(*writer.confirm(about(id, numbered("v", step), true, reason)));
      said[id].push_back(step);
    } else {
      ASSERT_TRUE(writer.erase(id, "r"));
      gone.insert(gone.end(), said[id].begin(), said[id].end());
      said.erase(id);
    }
  }
  ASSERT_TRUE(writer.commit());
  ASSERT_GT(gone.size(), 300U);
  const std::set<std::uint64_t> left = canaries_in(folder_.path());
  for (const std::uint64_t number : gone) EXPECT_EQ(left.count(number), 0U) << canary(number);
  for (const auto& [id, kept] : said) {
    for (const std::uint64_t number : kept) EXPECT_EQ(left.count(number), 1U) << canary(number);
  }
  EXPECT_THAT(findings(library_), IsEmpty());
}

TEST_F(LibraryConfirmationsTest, ReadsManyPagesAndStopsWhenTold) {
  LibraryWriter writer(library_, fixed_clock);
  for (std::uint64_t i = 0; i < 1201; ++i) {
    ASSERT_TRUE(writer.confirm(about(i % 2 == 0 ? "a" : "b", numbered("v", i))));
  }
  ASSERT_TRUE(writer.commit());
  EXPECT_EQ(since(0).size(), 1201U);
  EXPECT_EQ(since(1000).size(), 201U);
  std::size_t taken = 0;
  ASSERT_TRUE(library_.for_each_confirmation(0, [&](const Confirmation&) { return ++taken < 7; }));
  EXPECT_EQ(taken, 7U);
}

TEST_F(LibraryConfirmationsTest, DamageIsRefusedAndNamed) {
  const struct {
    const char* sql;
    const char* finding;
  } cases[] = {
      {"UPDATE confirmations SET verdict = 1 WHERE sequence = 2",
       "a: 確認の記録 2 が書き換わっています"},
      {"UPDATE confirmations SET value = 'x' WHERE sequence = 2",
       "a: 確認の記録 2 の内容が書いたときと違います"},
      {"UPDATE confirmations SET reason = 'x' WHERE sequence = 2",
       "a: 確認の記録 2 の内容が書いたときと違います"},
      // Would bring back the verdict before.
      {"UPDATE confirmations SET value = NULL WHERE sequence = 2",
       "a: 確認の記録 2 の内容が失われています"},
      {"UPDATE confirmations SET author = 'x' WHERE sequence = 2",
       "a: 確認の記録 2 が書き換わっています"},
  };
  ASSERT_TRUE(*confirm(about("a", "hr")));
  ASSERT_TRUE(*confirm(about("a", "hr", false)));
  ASSERT_TRUE(library_.back_up(folder_ / "sound.db"));
  for (const auto& test : cases) {
    SCOPED_TRACE(test.sql);
    const TempFolder folder;
    std::filesystem::copy_file(folder_ / "sound.db", folder / "library.db");
    tamper(folder / "library.db", test.sql);
    const Library library = open_library(folder.path(), Library::Mode::kReadOnly);
    EXPECT_EQ(library.confirmations("a").error().code, ErrorCode::kCorrupt);
    EXPECT_FALSE(library.for_each_confirmation(0, [](const Confirmation&) { return true; }));
    EXPECT_THAT(findings(library), Contains(HasSubstr(test.finding)));
  }
}

TEST_F(LibraryConfirmationsTest, VerifyNamesOtherDamage) {
  const struct {
    const char* sql;
    const char* finding;
  } cases[] = {
      {"DELETE FROM confirmations WHERE sequence = 1", "確認の記録 2 の前の記録が欠けています"},
      {"DELETE FROM confirmations WHERE sequence = 1", "確認の記録 2 が前の記録とつながりません"},
      {"UPDATE confirmations SET case_sequence = 2 WHERE sequence = 1",
       "a: 確認の記録 1 は、事例の版とつながりません"},
      {"UPDATE confirmations SET value = 'hr', reason = '' WHERE sequence = 2",
       "b: 確認の記録 2 に、消去したはずの内容が残っています"},
      {"DROP INDEX confirmations_by_case", "表の定義が書き換わっています"},
  };
  ASSERT_TRUE(*confirm(about("a", "hr")));
  ASSERT_TRUE(*confirm(about("b", "hr")));
  erase("b");
  ASSERT_TRUE(library_.back_up(folder_ / "sound.db"));
  for (const auto& test : cases) {
    SCOPED_TRACE(test.sql);
    const TempFolder folder;
    std::filesystem::copy_file(folder_ / "sound.db", folder / "library.db");
    tamper(folder / "library.db", test.sql);
    EXPECT_THAT(findings(open_library(folder.path(), Library::Mode::kReadOnly)),
                Contains(HasSubstr(test.finding)));
  }
}

TEST(ConfirmationLogTest, HashesCoverTheDocumentedBytes) {
  std::string content;
  content.append("\x02").append("hr").append("\x03").append("why");
  EXPECT_EQ(confirmed_content_hash("hr", "why"), to_bytes(sha256(content)));
  ConfirmationEntry entry;
  entry.sequence = 300;
  entry.case_id = "a-1";
  entry.case_sequence = 7;
  entry.name = "issue";
  entry.verdict = 1;
  entry.author = "op";
  entry.time = "t";
  entry.content_hash = std::string(32, 'c');
  entry.previous_hash = std::string(32, 'p');
  std::string bytes;
  bytes.append("\x20").append(32, 'p').append("\xac\x02");
  bytes.append("\x03").append("a-1").append("\x07");
  bytes.append("\x05").append("issue").append("\x01");
  bytes.append("\x02").append("op").append("\x01").append("t");
  bytes.append("\x20").append(32, 'c');
  EXPECT_EQ(confirmation_hash(entry), to_bytes(sha256(bytes)));
}

}  // namespace
}  // namespace kizuki
