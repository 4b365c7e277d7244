#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/library/credential.hpp"
#include "tests/engine/library/library_support.hpp"

namespace kizuki {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::chrono::hours kDay{24};

std::string hash_of(int number) {
  std::string hash(32, 'h');
  hash[0] = static_cast<char>('A' + number);
  return hash;
}

class LibraryCredentialsTest : public ::testing::Test {
 protected:
  template <typename Work>
  auto write(Work work) {
    LibraryWriter writer(library_, [this] { return now_; });
    auto result = work(writer);
    EXPECT_TRUE(writer.commit());
    return result;
  }
  LibraryCredentialsTest() {
    for (const char* name : {"hanako", "taro"}) {
      Account account;
      account.name = name;
      EXPECT_TRUE(
          write([&](LibraryWriter& w) { return w.add_account(account, "operator", "着任"); }));
    }
  }
  Result<IssuedSecret> add(SecretKind kind, const std::string& name, int number,
                           const std::string& label = "") {
    return write(
        [&](LibraryWriter& w) { return w.add_secret(kind, name, hash_of(number), label, kDay); });
  }
  bool opens(SecretKind kind, int number) const {
    const auto found = library_.secret(kind, hash_of(number), now_);
    EXPECT_TRUE(found);
    return found->has_value();
  }

  TempFolder folder_;
  Library library_ = open_library(folder_.path());
  std::string now_ = "2026-01-31T09:08:07Z";
};

TEST_F(LibraryCredentialsTest, APasswordIsSetReplacedAndEndsSessions) {
  EXPECT_FALSE(*library_.has_passwords());
  EXPECT_FALSE(library_.password_verifier("hanako")->has_value());
  ASSERT_TRUE(write([](LibraryWriter& w) { return w.set_password("hanako", "v1"); }));
  EXPECT_EQ(library_.password_verifier("hanako")->value(), "v1");
  EXPECT_FALSE(library_.password_verifier("taro")->has_value());
  EXPECT_TRUE(*library_.has_passwords());
  ASSERT_TRUE(add(SecretKind::kSession, "hanako", 1));
  ASSERT_TRUE(add(SecretKind::kSession, "taro", 2));
  ASSERT_TRUE(add(SecretKind::kToken, "hanako", 3, "report"));
  ASSERT_TRUE(write([](LibraryWriter& w) { return w.set_password("hanako", "v2"); }));
  EXPECT_EQ(library_.password_verifier("hanako")->value(), "v2");
  EXPECT_FALSE(opens(SecretKind::kSession, 1));
  EXPECT_TRUE(opens(SecretKind::kSession, 2));
  EXPECT_TRUE(opens(SecretKind::kToken, 3));
  EXPECT_EQ(write([](LibraryWriter& w) { return w.set_password("nobody", "v"); }).error().code,
            ErrorCode::kNotFound);
  EXPECT_THAT(findings(library_), IsEmpty());
}

TEST_F(LibraryCredentialsTest, ASecretOpensOneKindUntilItExpires) {
  const auto session = add(SecretKind::kSession, "hanako", 1);
  ASSERT_TRUE(session) << session.error().describe();
  EXPECT_EQ(session->expires_at, "2026-02-01T09:08:07Z");
  EXPECT_EQ(library_.secret(SecretKind::kSession, hash_of(1), now_)->value().account, "hanako");
  EXPECT_FALSE(opens(SecretKind::kToken, 1));
  EXPECT_FALSE(opens(SecretKind::kSession, 2));
  now_ = "2026-02-01T09:08:06Z";
  EXPECT_TRUE(opens(SecretKind::kSession, 1));
  now_ = "2026-02-01T09:08:07Z";
  EXPECT_FALSE(opens(SecretKind::kSession, 1));
  // The next one clears the expired one away.
  ASSERT_TRUE(add(SecretKind::kSession, "hanako", 2));
  EXPECT_EQ(library_.secrets(SecretKind::kSession, "hanako")->size(), 1U);
}

TEST_F(LibraryCredentialsTest, EndsSessionsAndRevokesTokens) {
  ASSERT_TRUE(add(SecretKind::kSession, "hanako", 1));
  ASSERT_TRUE(add(SecretKind::kToken, "hanako", 2, "report"));
  EXPECT_FALSE(*write([](LibraryWriter& w) { return w.end_session(hash_of(2)); }));
  EXPECT_TRUE(*write([](LibraryWriter& w) { return w.end_session(hash_of(1)); }));
  EXPECT_FALSE(*write([](LibraryWriter& w) { return w.end_session(hash_of(1)); }));
  EXPECT_FALSE(opens(SecretKind::kSession, 1));
  EXPECT_FALSE(*write([](LibraryWriter& w) { return w.revoke_token("taro", "report"); }));
  EXPECT_FALSE(*write([](LibraryWriter& w) { return w.revoke_token("hanako", ""); }));
  EXPECT_TRUE(opens(SecretKind::kToken, 2));
  EXPECT_TRUE(*write([](LibraryWriter& w) { return w.revoke_token("hanako", "report"); }));
  EXPECT_FALSE(opens(SecretKind::kToken, 2));
}

TEST_F(LibraryCredentialsTest, TheOldestSessionGoesAndTheNextTokenIsRefused) {
  for (int i = 0; i < 25; ++i) {
    now_ = "2026-01-31T10:00:" + std::to_string(10 + i) + "Z";
    ASSERT_TRUE(add(SecretKind::kSession, "hanako", i));
  }
  EXPECT_EQ(library_.secrets(SecretKind::kSession, "hanako")->size(), kMaxSecretsOfAKind);
  EXPECT_FALSE(opens(SecretKind::kSession, 4));
  EXPECT_TRUE(opens(SecretKind::kSession, 5));
  for (int i = 30; i < 50; ++i) {
    ASSERT_TRUE(add(SecretKind::kToken, "hanako", i, numbered("t", static_cast<unsigned>(i))));
  }
  EXPECT_EQ(add(SecretKind::kToken, "hanako", 60, "more").error().code, ErrorCode::kLimitExceeded);
  EXPECT_TRUE(add(SecretKind::kToken, "taro", 61, "more"));
}

TEST_F(LibraryCredentialsTest, RefusesWhatCannotBe) {
  EXPECT_EQ(add(SecretKind::kSession, "nobody", 1).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(add(SecretKind::kToken, "hanako", 1, "").error().field, "label");
  EXPECT_EQ(add(SecretKind::kToken, "hanako", 1, "a b").error().field, "label");
  EXPECT_EQ(add(SecretKind::kSession, "hanako", 1, "x").error().field, "label");
  ASSERT_TRUE(add(SecretKind::kToken, "hanako", 1, "a"));
  EXPECT_EQ(add(SecretKind::kToken, "hanako", 2, "a").error().code, ErrorCode::kAlreadyExists);
}

TEST_F(LibraryCredentialsTest, ADisabledAccountLosesItsSessionsAndGetsNoMore) {
  ASSERT_TRUE(add(SecretKind::kSession, "hanako", 1));
  ASSERT_TRUE(add(SecretKind::kToken, "hanako", 2, "a"));
  Account account = *library_.account("hanako");
  account.disabled = true;
  ASSERT_TRUE(*write([&](LibraryWriter& w) { return w.change_account(account, "operator", "r"); }));
  EXPECT_FALSE(opens(SecretKind::kSession, 1));
  EXPECT_EQ(add(SecretKind::kSession, "hanako", 3).error().code, ErrorCode::kNotFound);
  // What a token is good for is decided by the account.
  EXPECT_TRUE(opens(SecretKind::kToken, 2));
  EXPECT_TRUE(library_.account("hanako")->disabled);
}

TEST_F(LibraryCredentialsTest, WhatWasChangedBehindItsBackOpensNothing) {
  ASSERT_TRUE(write([](LibraryWriter& w) { return w.set_password("hanako", "v1"); }));
  ASSERT_TRUE(add(SecretKind::kSession, "hanako", 1));
  tamper(folder_ / "library.db", "UPDATE secrets SET name = 'taro'");
  EXPECT_EQ(library_.secret(SecretKind::kSession, hash_of(1), now_).error().code,
            ErrorCode::kCorrupt);
  tamper(folder_ / "library.db", "UPDATE passwords SET verifier = 'mine'");
  EXPECT_EQ(library_.password_verifier("hanako").error().code, ErrorCode::kCorrupt);
  EXPECT_THAT(findings(library_),
              ElementsAre(HasSubstr("パスワードの記録"), HasSubstr("セッションかトークン")));
}

TEST(UtcAfterTest, AddsAcrossMonths) {
  EXPECT_EQ(utc_after("2026-01-31T23:59:59Z", std::chrono::seconds(1)), "2026-02-01T00:00:00Z");
  EXPECT_EQ(utc_after("2028-02-28T12:00:00Z", kDay), "2028-02-29T12:00:00Z");
  EXPECT_EQ(utc_after("yesterday", kDay), "");
  EXPECT_EQ(utc_after("2026-01-31T23:59:59Zx", kDay), "");
}

}  // namespace
}  // namespace kizuki
