#include "engine/library/account.hpp"

#include <gtest/gtest.h>

namespace kizuki {
namespace {

Account named(std::string name) {
  Account account;
  account.name = std::move(name);
  return account;
}

TEST(AccountTest, NamesAreOfTheDocumentedCharacters) {
  for (const char* good : {"a", "taro.yamada@example.jp", "A-1_b", "operator2"}) {
    EXPECT_TRUE(checked_account(named(good))) << good;
  }
  EXPECT_TRUE(checked_account(named(std::string(64, 'x'))));
  for (const char* bad : {"", "a b", "山田", "a/b", "a\n", "operator", "a'", "a:b"}) {
    const auto refused = checked_account(named(bad));
    ASSERT_FALSE(refused) << bad;
    EXPECT_EQ(refused.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(refused.error().field, "name");
  }
  EXPECT_FALSE(checked_account(named(std::string(65, 'x'))));
  EXPECT_FALSE(checked_account(named(std::string("a\0b", 3))));
}

TEST(AccountTest, OrganizationsAreNamesAsInCases) {
  Account account = named("a");
  account.organization = "港町商工会";
  account.other_organizations = {"い", "あ", "い"};
  const auto checked = checked_account(account);
  ASSERT_TRUE(checked);
  EXPECT_EQ(checked->other_organizations, (std::vector<std::string>{"あ", "い"}));
  for (const std::string& bad :
       {std::string(" x"), std::string("a\nb"), std::string("\xff"), std::string(101, 'x')}) {
    Account own = named("a");
    own.organization = bad;
    EXPECT_EQ(checked_account(own).error().field, "organization");
    Account other = named("a");
    other.other_organizations = {bad};
    EXPECT_EQ(checked_account(other).error().field, "other_organizations");
  }
  account.other_organizations = {""};
  EXPECT_FALSE(checked_account(account));
}

TEST(AccountTest, ListOfOrganizationsIsBounded) {
  Account account = named("a");
  for (std::size_t i = 0; i < kMaxOtherOrganizations; ++i) {
    account.other_organizations.push_back(std::to_string(i));
  }
  EXPECT_TRUE(checked_account(account));
  account.other_organizations.emplace_back("one more");
  EXPECT_FALSE(checked_account(account));
}

TEST(AccountTest, RolesHaveCodesBothWays) {
  for (const Role role : {Role::kReader, Role::kContributor, Role::kCurator, Role::kOperator}) {
    EXPECT_EQ(parse_role(role_code(role)), role);
  }
  EXPECT_FALSE(parse_role(""));
  EXPECT_FALSE(parse_role("Reader"));
  Account account = named("a");
  account.role = static_cast<Role>(9);
  EXPECT_EQ(checked_account(account).error().field, "role");
}

TEST(AccountTest, ReasonsAreOneLineOfText) {
  EXPECT_TRUE(is_reason(""));
  EXPECT_TRUE(is_reason("異動のため"));
  EXPECT_FALSE(is_reason("a\nb"));
  EXPECT_FALSE(is_reason("\x1b[31m"));
  EXPECT_FALSE(is_reason("\xc2\x9b"));  // C1: terminals obey it
  EXPECT_FALSE(is_reason("\xff"));
  EXPECT_FALSE(is_reason(std::string(kMaxReasonBytes + 1, 'x')));
}

}  // namespace
}  // namespace kizuki
