#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/hash.hpp"
#include "engine/base/varint.hpp"
#include "engine/library/account_log.hpp"
#include "engine/library/ingest_log.hpp"
#include "tests/engine/library/library_support.hpp"

namespace kizuki {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Account hanako() {
  Account account;
  account.name = "hanako@minato.example";
  account.role = Role::kContributor;
  account.organization = "港町商工会";
  return account;
}

class LibraryAccountsTest : public ::testing::Test {
 protected:
  /// One writer a call, as programs do.
  template <typename Work>
  auto write(Work work) {
    LibraryWriter writer(library_, fixed_clock);
    auto result = work(writer);
    EXPECT_TRUE(writer.commit());
    return result;
  }
  Result<void> add(const Account& account) {
    return write([&](LibraryWriter& w) { return w.add_account(account, "operator", "着任"); });
  }
  Result<bool> change(const Account& account, std::string_view reason = "異動") {
    return write([&](LibraryWriter& w) { return w.change_account(account, "operator", reason); });
  }

  TempFolder folder_;
  Library library_ = open_library(folder_.path());
};

TEST_F(LibraryAccountsTest, StoresAnAccountAndWhoMadeIt) {
  Account account = hanako();
  account.other_organizations = {"山手商工会", "山手商工会"};
  ASSERT_TRUE(add(account));
  const auto stored = library_.account(account.name);
  ASSERT_TRUE(stored) << stored.error().describe();
  EXPECT_EQ(stored->role, Role::kContributor);
  EXPECT_EQ(stored->organization, "港町商工会");
  EXPECT_THAT(stored->other_organizations, ElementsAre("山手商工会"));
  EXPECT_FALSE(stored->all_organizations || stored->local || stored->disabled);
  EXPECT_EQ(stored->sequence, 1U);
  EXPECT_EQ(stored->created_at, fixed_clock());
  EXPECT_EQ(stored->changed_at, fixed_clock());
  EXPECT_EQ(library_.account_history(account.name)->front().actor, "operator");
  EXPECT_EQ(library_.account_history(account.name)->front().reason, "着任");
  EXPECT_EQ(*library_.sequence(), 0U);  // accounts do not make an index stale
  EXPECT_THAT(findings(library_), IsEmpty());
}

TEST_F(LibraryAccountsTest, KeepsEveryChange) {
  ASSERT_TRUE(add(hanako()));
  Account account = *library_.account(hanako().name);
  account.all_organizations = true;
  EXPECT_TRUE(*change(account));
  account = *library_.account(hanako().name);
  account.disabled = true;
  EXPECT_TRUE(*change(account, "退職"));
  EXPECT_FALSE(*change(*library_.account(hanako().name)));  // the same: nothing is written

  const auto history = library_.account_history(hanako().name);
  ASSERT_TRUE(history);
  ASSERT_EQ(history->size(), 3U);
  EXPECT_FALSE((*history)[0].after.all_organizations);
  EXPECT_TRUE((*history)[1].after.all_organizations);
  EXPECT_TRUE((*history)[2].after.disabled);
  EXPECT_EQ((*history)[2].reason, "退職");
  EXPECT_EQ(library_.account(hanako().name)->sequence, 3U);
  EXPECT_TRUE(library_.account(hanako().name)->disabled);
  EXPECT_THAT(findings(library_), IsEmpty());
}

TEST_F(LibraryAccountsTest, RefusesWhatCannotBeAndWritesNothing) {
  ASSERT_TRUE(add(hanako()));
  EXPECT_EQ(add(hanako()).error().code, ErrorCode::kAlreadyExists);
  Account unknown = hanako();
  unknown.name = "taro";
  EXPECT_EQ(change(unknown).error().code, ErrorCode::kNotFound);
  unknown.sequence = 1;
  EXPECT_EQ(change(unknown).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(library_.account("taro").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(library_.account_history("taro").error().code, ErrorCode::kNotFound);
  const auto refused = [&](std::string_view actor, std::string_view reason) {
    unknown.sequence = 0;
    return write([&](LibraryWriter& w) { return w.add_account(unknown, actor, reason); })
        .error()
        .field;
  };
  EXPECT_EQ(refused("", "r"), "actor");
  EXPECT_EQ(refused("a b", "r"), "actor");
  EXPECT_EQ(refused("operator", "a\nb"), "reason");
  EXPECT_EQ(library_.accounts()->size(), 1U);
}

TEST_F(LibraryAccountsTest, RefusesAChangeOfWhatSomebodyElseChanged) {
  ASSERT_TRUE(add(hanako()));
  Account mine = *library_.account(hanako().name);
  Account yours = mine;
  yours.disabled = true;
  ASSERT_TRUE(*change(yours));
  mine.local = true;  // would enable the account again without anybody having meant it
  EXPECT_EQ(change(mine).error().code, ErrorCode::kLocked);
  EXPECT_TRUE(library_.account(hanako().name)->disabled);
}

TEST_F(LibraryAccountsTest, ListsByName) {
  for (const char* name : {"c", "a", "B"}) {
    Account account = hanako();
    account.name = name;
    ASSERT_TRUE(add(account));
  }
  const auto accounts = library_.accounts();
  ASSERT_TRUE(accounts);
  std::vector<std::string> names;
  for (const Account& account : *accounts) names.push_back(account.name);
  EXPECT_THAT(names, ElementsAre("B", "a", "c"));
}

TEST_F(LibraryAccountsTest, IsThereOnlyAfterTheCommit) {
  {
    LibraryWriter writer(library_, fixed_clock);
    ASSERT_TRUE(writer.add_account(hanako(), "operator", "r"));
    EXPECT_FALSE(library_.account(hanako().name));
  }
  EXPECT_FALSE(library_.account(hanako().name));
}

// Rights are the last thing that may be read from a row that somebody changed.
TEST_F(LibraryAccountsTest, ChangedRowIsRefusedAndNamed) {
  const struct {
    const char* sql;
    const char* finding;
  } cases[] = {
      {"UPDATE account_log SET role = 4 WHERE sequence = 2", "アカウントの記録 2 が書き換わって"},
      {"UPDATE account_log SET organization = '山手商工会' WHERE sequence = 2",
       "アカウントの記録 2 が書き換わって"},
      {"UPDATE account_log SET other_organizations = '[\"x\"]' WHERE sequence = 2",
       "アカウントの記録 2 が書き換わって"},
      {"UPDATE account_log SET all_organizations = 1 WHERE sequence = 2",
       "アカウントの記録 2 が書き換わって"},
      {"UPDATE account_log SET local = 1 WHERE sequence = 2", "アカウントの記録 2 が書き換わって"},
      {"UPDATE account_log SET disabled = 0 WHERE sequence = 2",
       "アカウントの記録 2 が書き換わって"},
      {"UPDATE account_log SET name = 'x' WHERE sequence = 2", "アカウントの記録 2 が書き換わって"},
      // Back to the rights from before it was disabled.
      {"UPDATE accounts SET sequence = 1", "アカウントの表が変更の記録と合いません"},
      {"PRAGMA foreign_keys = OFF; DELETE FROM account_log WHERE sequence = 2",
       "アカウントの表が変更の記録と合いません"},
  };
  ASSERT_TRUE(add(hanako()));
  Account account = *library_.account(hanako().name);
  account.disabled = true;
  ASSERT_TRUE(*change(account));
  ASSERT_TRUE(library_.back_up(folder_ / "sound.db"));
  for (const auto& test : cases) {
    SCOPED_TRACE(test.sql);
    const TempFolder folder;
    std::filesystem::copy_file(folder_ / "sound.db", folder / "library.db");
    tamper(folder / "library.db", test.sql);
    const Library library = open_library(folder.path(), Library::Mode::kReadOnly);
    EXPECT_EQ(library.account(hanako().name).error().code, ErrorCode::kCorrupt);
    EXPECT_FALSE(library.accounts());
    EXPECT_THAT(findings(library), Contains(HasSubstr(test.finding)));
  }
}

TEST_F(LibraryAccountsTest, VerifyNamesOtherDamage) {
  const struct {
    const char* sql;
    const char* finding;
  } cases[] = {
      {"UPDATE account_log SET reason = 'x' WHERE sequence = 1",
       "アカウントの記録 1 が書き換わって"},
      {"UPDATE account_log SET actor = 'x' WHERE sequence = 1",
       "アカウントの記録 1 が書き換わって"},
      {"UPDATE account_log SET time = 'x' WHERE sequence = 1", "アカウントの記録 1 が書き換わって"},
      {"DELETE FROM accounts", "記録にあるアカウントが、アカウントの表にありません"},
      {"INSERT INTO accounts VALUES ('ghost', 1, 1)", "合いません: ghost"},
      {"PRAGMA foreign_keys = OFF; DELETE FROM account_log WHERE sequence = 1",
       "アカウントの記録 2 の前の記録が欠けています"},
      {"PRAGMA foreign_keys = OFF; DELETE FROM account_log WHERE sequence = 1",
       "アカウントの記録 2 が前の記録とつながりません"},
  };
  ASSERT_TRUE(add(hanako()));
  Account other = hanako();
  other.name = "taro";
  ASSERT_TRUE(add(other));
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

// The bytes under the hash, written out by hand from docs/library.md.
TEST(AccountLogTest, HashCoversTheDocumentedBytes) {
  AccountEntry entry;
  entry.sequence = 300;
  entry.name = "a@b";
  entry.role = 2;
  entry.organization = "org";
  entry.other_organizations = R"(["x"])";
  entry.all_organizations = 1;
  entry.disabled = 1;
  entry.actor = "operator";
  entry.reason = "r";
  entry.time = "t";
  entry.previous_hash = std::string(32, 'p');
  std::string bytes;
  bytes.append("\x20").append(32, 'p').append("\xac\x02");
  bytes.append("\x03").append("a@b").append("\x02").append("\x03").append("org");
  bytes.append("\x05").append(R"(["x"])").append("\x01").append(1, '\0').append("\x01");
  bytes.append("\x08").append("operator").append("\x01").append("r").append("\x01").append("t");
  EXPECT_EQ(account_hash(entry), to_bytes(sha256(bytes)));
}

}  // namespace
}  // namespace kizuki
