#include "engine/privacy/readable_compartments.hpp"

#include <algorithm>

namespace kizuki {
namespace {

constexpr std::string_view kOrganizationPrefix = "org:";

bool may_read_organization(const Account& account, std::string_view organization) {
  if (organization.empty()) return false;
  if (account.role == Role::kOperator || account.all_organizations) return true;
  if (account.organization == organization) return true;
  const std::vector<std::string>& others = account.other_organizations;
  return std::find(others.begin(), others.end(), organization) != others.end();
}

}  // namespace

bool may_read(const Account& account, std::string_view compartment) {
  if (account.disabled || account.name.empty()) return false;
  if (compartment == "public" || compartment == "members") return true;
  if (compartment == "local") return account.role == Role::kOperator || account.local;
  if (!compartment.starts_with(kOrganizationPrefix)) return false;
  return may_read_organization(account, compartment.substr(kOrganizationPrefix.size()));
}

Result<std::vector<std::string>> readable_compartments(const Account& account,
                                                       const std::vector<std::string>& existing) {
  if (account.disabled) {
    return Error{ErrorCode::kPermissionDenied,
                 "このアカウントは停止しています（kizuki user change --enable で再開します）",
                 "",
                 0,
                 account.name,
                 ""};
  }
  std::vector<std::string> readable;
  for (const std::string& compartment : existing) {
    if (may_read(account, compartment)) readable.push_back(compartment);
  }
  std::sort(readable.begin(), readable.end());
  readable.erase(std::unique(readable.begin(), readable.end()), readable.end());
  return readable;
}

}  // namespace kizuki
