// Who may change which part of the catalogue.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/library/account.hpp"

namespace kizuki {

/// The person at the command line (no account) may everything; of accounts operators and curators,
/// what they may read. What is shared (nothing but public and members) may be changed by operators
/// and those who read all organisations. Evidence may be decided on by every curator who may read
/// the case. Immutable.
class CatalogueRights {
 public:
  explicit CatalogueRights(std::optional<Account> account) : account_(std::move(account)) {}

  const std::optional<Account>& account() const { return account_; }
  /// Errors: kPermissionDenied.
  Result<void> may_write() const;
  /// Whether cards of these compartments may be changed. Errors: kPermissionDenied.
  Result<void> may_change(const std::vector<std::string>& compartments) const;

 private:
  std::optional<Account> account_;
};

}  // namespace kizuki
