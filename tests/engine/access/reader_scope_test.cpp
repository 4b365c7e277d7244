// What opens a searcher by these rights is tested from end to end: view_test, rights_test,
// noninterference_test.
#include "engine/access/reader_scope.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/library/library_support.hpp"

namespace kizuki {
namespace {

class ReaderScopeTest : public testing::Test {
 protected:
  void SetUp() override {
    CaseRecord open = sample_case("p-1");
    open.visibility = Visibility::kPublic;
    CaseRecord inner = sample_case("a-1");
    inner.organization = "甲会";
    CaseRecord withdrawn = sample_case("p-2");
    withdrawn.visibility = Visibility::kPublic;
    Json consent;
    consent.set("until", "1999-12-31");
    withdrawn.other.emplace_back("consent", std::move(consent));
    write_cases(library_, {open, inner, withdrawn});
    add("ko", Role::kReader, "甲会");
    add("otsu", Role::kReader, "乙会");
    add("root", Role::kOperator, "");
  }

  void add(const std::string& name, Role role, const std::string& organization) {
    Account account;
    account.name = name;
    account.role = role;
    account.organization = organization;
    LibraryWriter writer(library_, fixed_clock);
    ASSERT_TRUE(writer.add_account(account, "operator", "r"));
    ASSERT_TRUE(writer.commit());
  }
  ReaderScope of(const std::string& name) { return *ReaderScope::of_account(library_, name); }

  TempFolder folder_;
  Library library_ = open_library(folder_.path());
};

TEST_F(ReaderScopeTest, ReachesWhatTheAccountMayRead) {
  EXPECT_TRUE(ReaderScope::everything().may_read("org:甲会"));
  EXPECT_TRUE(ReaderScope::of_anybody().may_read("public"));
  EXPECT_FALSE(ReaderScope::of_anybody().may_read("members"));
  EXPECT_TRUE(of("ko").may_read("org:甲会"));
  EXPECT_FALSE(of("otsu").may_read("org:甲会"));
  EXPECT_TRUE(of("ko").read(library_, "a-1"));
}

TEST_F(ReaderScopeTest, WhatMayNotBeReadLooksLikeWhatNeverWas) {
  const auto hidden = of("otsu").read(library_, "a-1");
  const auto none = of("otsu").read(library_, "a-9");
  ASSERT_FALSE(hidden);
  ASSERT_FALSE(none);
  std::string like = none.error().describe();
  while (like.find("a-9") != std::string::npos) like.replace(like.find("a-9"), 3, "a-1");
  EXPECT_EQ(hidden.error().describe(), like);
  EXPECT_EQ(hidden.error().code, none.error().code);
}

TEST_F(ReaderScopeTest, ConsentThatHasRunOutHidesTheCaseFromAllButOperators) {
  EXPECT_TRUE(of("ko").read(library_, "p-1"));
  EXPECT_FALSE(of("ko").read(library_, "p-2"));
  EXPECT_FALSE(ReaderScope::of_anybody().read(library_, "p-2"));
  EXPECT_TRUE(of("root").read(library_, "p-2"));
  EXPECT_TRUE(ReaderScope::everything().read(library_, "p-2"));
}

TEST_F(ReaderScopeTest, TheGateShowsACaseOnlyWhereItLiesNow) {
  const auto library = std::make_shared<const Library>(open_library(folder_.path()));
  const VisibilityGate gate = of("ko").gate(library);
  EXPECT_EQ(gate({{"p-1", "public"}, {"p-1", "members"}, {"a-1", "org:甲会"}, {"a-9", "public"}}),
            (std::vector<bool>{true, false, true, false}));
  EXPECT_EQ(of("otsu").gate(library)({{"a-1", "org:甲会"}}), std::vector<bool>{false});
}

TEST_F(ReaderScopeTest, KeysAreEqualForEqualRightsAlone) {
  add("ko2", Role::kReader, "甲会");
  EXPECT_EQ(of("ko").key(), of("ko2").key());
  EXPECT_NE(of("ko").key(), of("otsu").key());
  EXPECT_NE(of("ko").key(), of("root").key());
  EXPECT_NE(ReaderScope::everything().key(), ReaderScope::of_anybody().key());
}

TEST_F(ReaderScopeTest, AnUnknownAccountHasNoScope) {
  EXPECT_EQ(ReaderScope::of_account(library_, "nobody").error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace kizuki
