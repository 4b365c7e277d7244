#include "engine/catalogue/catalogue_rights.hpp"

#include <algorithm>
#include <string_view>

#include "engine/privacy/readable_compartments.hpp"

namespace kizuki {
namespace {

Error denied(std::string message, std::string_view about) {
  Error error;
  error.code = ErrorCode::kPermissionDenied;
  error.message = std::move(message);
  error.field = about;
  return error;
}

}  // namespace

Result<void> CatalogueRights::may_write() const {
  if (!account_) return {};
  const bool role = account_->role == Role::kCurator || account_->role == Role::kOperator;
  if (role && !account_->disabled) return {};
  return denied("カードを決められるのは、役割が curator か operator のアカウントだけです",
                account_->name);
}

Result<void> CatalogueRights::may_change(const std::vector<std::string>& compartments) const {
  if (auto allowed = may_write(); !allowed || !account_) return allowed;
  const bool shared = std::all_of(compartments.begin(), compartments.end(), [](const auto& name) {
    return name == "public" || name == "members";
  });
  if (shared && account_->role != Role::kOperator && !account_->all_organizations) {
    return denied("みなが使うカードを変えられるのは、すべての組織の事例を読める人だけです",
                  account_->name);
  }
  for (const std::string& name : compartments) {
    if (may_read(*account_, name)) continue;
    return denied("読めない範囲のカードは作れません", account_->name);
  }
  return {};
}

}  // namespace kizuki
