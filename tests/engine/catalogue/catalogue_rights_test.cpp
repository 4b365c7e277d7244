#include "engine/catalogue/catalogue_rights.hpp"

#include <gtest/gtest.h>

#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

Account account_of(Role role) {
  Account account;
  account.name = "suzuki";
  account.role = role;
  account.organization = "甲会";
  return account;
}

TEST(CatalogueRights, ThePersonAtTheCommandLineMayEverything) {
  const CatalogueRights rights(std::nullopt);
  EXPECT_TRUE(succeeded(rights.may_write()));
  EXPECT_TRUE(succeeded(rights.may_change({"public", "org:甲会", "org:乙会"})));
}

TEST(CatalogueRights, OnlyCuratorsAndOperatorsWrite) {
  EXPECT_TRUE(succeeded(CatalogueRights(account_of(Role::kCurator)).may_write()));
  EXPECT_TRUE(succeeded(CatalogueRights(account_of(Role::kOperator)).may_write()));
  EXPECT_EQ(failure_name(CatalogueRights(account_of(Role::kReader)).may_write()),
            "permission_denied");
  Account gone = account_of(Role::kCurator);
  gone.disabled = true;
  EXPECT_EQ(failure_name(CatalogueRights(gone).may_write()), "permission_denied");
}

TEST(CatalogueRights, ACuratorChangesWhatIsHisOrganisationsAlone) {
  const CatalogueRights curator(account_of(Role::kCurator));
  EXPECT_TRUE(succeeded(curator.may_change({"org:甲会"})));
  EXPECT_TRUE(succeeded(curator.may_change({"public", "org:甲会"})));
  EXPECT_EQ(failure_name(curator.may_change({"public"})), "permission_denied");
  EXPECT_EQ(failure_name(curator.may_change({"org:乙会"})), "permission_denied");
  Account all = account_of(Role::kCurator);
  all.all_organizations = true;
  EXPECT_TRUE(succeeded(CatalogueRights(all).may_change({"public", "members"})));
}

}  // namespace
}  // namespace kizuki
