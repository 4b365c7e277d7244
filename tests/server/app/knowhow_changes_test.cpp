#include "server/app/knowhow_changes.hpp"

#include "tests/server/app/knowhow_fixture.hpp"

namespace kizuki::test {
namespace {

class KnowHowRightsTest : public KnowHowTest {
 protected:
  Visitor visitor(const std::string& name, Role role, bool all_organizations = false) {
    Account account;
    account.name = name;
    account.role = role;
    account.organization = "甲会";
    account.all_organizations = all_organizations;
    LibraryWriter writer(library_, fixed_clock);
    EXPECT_TRUE(writer.add_account(account, "operator", "r"));
    EXPECT_TRUE(writer.commit());
    auto scope = ReaderScope::of_account(library_, name);
    EXPECT_TRUE(scope.has_value());
    Visitor out;
    out.scope = std::move(*scope);
    return out;
  }
};

TEST_F(KnowHowRightsTest, CuratorsDecideOnWhatIsTheirs) {
  EXPECT_FALSE(may_curate(Visitor()));
  EXPECT_FALSE(may_curate(visitor("reader", Role::kReader)));
  const Visitor curator = visitor("curator", Role::kCurator);
  EXPECT_TRUE(may_curate(curator));
  EXPECT_FALSE(may_settle(curator, {"public"}));
  EXPECT_FALSE(may_settle(curator, {"members", "public"}));
  EXPECT_TRUE(may_settle(curator, {"org:甲会", "public"}));
  EXPECT_TRUE(may_settle(visitor("chief", Role::kCurator, true), {"public"}));
  EXPECT_TRUE(may_settle(visitor("root", Role::kOperator), {"public"}));
  EXPECT_FALSE(may_settle(visitor("other", Role::kReader, true), {"org:甲会"}));
}

}  // namespace
}  // namespace kizuki::test
