#include "engine/privacy/readable_compartments.hpp"

#include <algorithm>
#include <random>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::vector<std::string> kAll = {"local", "members", "org:A", "org:B", "org:C", "public"};

Account reader(std::string organization) {
  Account account;
  account.name = "reader";
  account.organization = std::move(organization);
  return account;
}

std::vector<std::string> readable(const Account& account,
                                  const std::vector<std::string>& existing = kAll) {
  const auto names = readable_compartments(account, existing);
  EXPECT_TRUE(names);
  return names ? *names : std::vector<std::string>{"error"};
}

TEST(ReadableCompartmentsTest, MemberOfAnOrganizationReadsItsOwn) {
  EXPECT_THAT(readable(reader("A")), ElementsAre("members", "org:A", "public"));
  for (const Role role : {Role::kContributor, Role::kCurator}) {
    Account account = reader("A");
    account.role = role;
    EXPECT_EQ(readable(account), readable(reader("A")));
  }
}

TEST(ReadableCompartmentsTest, WithoutAnOrganizationOnlyWhatIsShared) {
  EXPECT_THAT(readable(reader("")), ElementsAre("members", "public"));
  EXPECT_THAT(readable(reader(""), {"org:", "", "org", "public"}), ElementsAre("public"));
}

TEST(ReadableCompartmentsTest, FederationReadsItsList) {
  Account account = reader("F");
  account.other_organizations = {"A", "C"};
  EXPECT_THAT(readable(account), ElementsAre("members", "org:A", "org:C", "public"));
}

TEST(ReadableCompartmentsTest, HeadquartersReadAllOrganizationsButNotLocal) {
  Account account = reader("");
  account.all_organizations = true;
  EXPECT_THAT(readable(account), ElementsAre("members", "org:A", "org:B", "org:C", "public"));
  account.local = true;
  EXPECT_EQ(readable(account), kAll);
}

TEST(ReadableCompartmentsTest, LocalIsForThoseWhoSaySo) {
  Account account = reader("A");
  account.local = true;
  EXPECT_THAT(readable(account), ElementsAre("local", "members", "org:A", "public"));
}

TEST(ReadableCompartmentsTest, OperatorReadsAll) {
  Account account = reader("");
  account.role = Role::kOperator;
  EXPECT_EQ(readable(account), kAll);
}

TEST(ReadableCompartmentsTest, DisabledReadsNothingWhateverItsRights) {
  Account account = reader("A");
  account.role = Role::kOperator;
  account.all_organizations = account.local = true;
  account.disabled = true;
  EXPECT_EQ(readable_compartments(account, kAll).error().code, ErrorCode::kPermissionDenied);
  EXPECT_EQ(readable_compartments(account, {}).error().code, ErrorCode::kPermissionDenied);
  for (const std::string& compartment : kAll) EXPECT_FALSE(may_read(account, compartment));
  EXPECT_FALSE(may_read(Account(), "public"));  // no account at all
}

TEST(ReadableCompartmentsTest, UnknownKindsAreForNobody) {
  Account account = reader("A");
  account.role = Role::kOperator;
  account.all_organizations = account.local = true;
  EXPECT_THAT(readable(account, {"", "Public", "public ", "org:", "orgA", "secret:A", "view:all"}),
              IsEmpty());
}

TEST(ReadableCompartmentsTest, NamesAreComparedByTheirBytes) {
  EXPECT_THAT(readable(reader("港町商工会"), {"org:港町", "org:港町商工会", "org:港町商工会２"}),
              ElementsAre("org:港町商工会"));
  EXPECT_THAT(readable(reader("a"), {"org:A", "org:a", "org:a ", "org:ａ"}), ElementsAre("org:a"));
  // An organisation cannot take the name of another kind.
  EXPECT_THAT(readable(reader("local"), {"local", "org:local"}), ElementsAre("org:local"));
  EXPECT_THAT(readable(reader("org:A"), {"org:A", "org:org:A"}), ElementsAre("org:org:A"));
}

// Random accounts and worlds.
class ReadableCompartmentsPropertyTest : public ::testing::Test {
 protected:
  std::uint64_t draw(std::uint64_t below) { return random_() % below; }
  std::string organization() { return std::string(1, static_cast<char>('A' + draw(6))); }
  std::vector<std::string> world() {
    std::vector<std::string> names;
    for (std::uint64_t i = draw(12); i > 0; --i) {
      const std::uint64_t kind = draw(8);
      names.push_back(kind == 0   ? "public"
                      : kind == 1 ? "members"
                      : kind == 2 ? "local"
                      : kind == 3 ? "other:" + organization()
                                  : "org:" + organization());
    }
    return names;
  }
  Account account() {
    Account account;
    account.name = "a";
    account.role = static_cast<Role>(1 + draw(4));
    if (draw(3) != 0) account.organization = organization();
    for (std::uint64_t i = draw(3); i > 0; --i) {
      account.other_organizations.push_back(organization());
    }
    account.all_organizations = draw(8) == 0;
    account.local = draw(4) == 0;
    return account;
  }

  std::mt19937_64 random_{test_seed()};
};

TEST_F(ReadableCompartmentsPropertyTest, Hold) {
  for (std::uint64_t round = 0; round < 5000; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    const Account who = account();
    std::vector<std::string> existing = world();
    const std::vector<std::string> names = readable(who, existing);

    // A sorted part of what exists.
    const std::set<std::string> there(existing.begin(), existing.end());
    EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
    EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
    for (const std::string& name : names) EXPECT_EQ(there.count(name), 1U);

    // The order of what exists does not matter.
    std::shuffle(existing.begin(), existing.end(), random_);
    EXPECT_EQ(readable(who, existing), names);

    // A compartment that the account may not read may come and go unseen.
    const std::string stranger = "org:" + organization();
    if (!may_read(who, stranger)) {
      existing.push_back(stranger);
      EXPECT_EQ(readable(who, existing), names);
    }

    // Fewer rights never read more.
    Account less = who;
    switch (draw(4)) {
      case 0:
        less.role = Role::kReader;
        break;
      case 1:
        less.all_organizations = false;
        break;
      case 2:
        less.local = false;
        break;
      default:
        less.other_organizations.clear();
    }
    const std::vector<std::string> fewer = readable(less, existing);
    EXPECT_TRUE(std::includes(names.begin(), names.end(), fewer.begin(), fewer.end()));

    // Only operators, and those who say so, see beyond their own organisation.
    if (who.role != Role::kOperator && !who.all_organizations && who.other_organizations.empty()) {
      for (const std::string& name : names) {
        EXPECT_TRUE(name == "public" || name == "members" || (name == "local" && who.local) ||
                    name == "org:" + who.organization);
      }
    }
  }
}

}  // namespace
}  // namespace kizuki
