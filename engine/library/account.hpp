// Accounts: who a person or program is to the library, and what it may read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace kizuki {

/// What an account is there for. The numbers lie in the file. Only kOperator says something about
/// reading; the others bound what may be written.
enum class Role : std::uint8_t { kReader = 1, kContributor = 2, kCurator = 3, kOperator = 4 };

/// An account. Which compartments follow from it: engine/privacy/readable_compartments.hpp.
struct Account {
  std::string name;  // 1–64 of A-Za-z0-9._@- and not "operator"
  Role role = Role::kReader;
  std::string organization;  // may be empty

  // What it may read beyond public cases, those for members and those of its own organisation.
  std::vector<std::string> other_organizations;  // ascending by bytes, no doubles
  bool all_organizations = false;
  bool local = false;  // cases that name no organisation

  bool disabled = false;  // may do nothing

  // Given by the library.
  std::uint64_t sequence = 0;  // number of its newest change; 0 = not stored yet
  std::string created_at;      // UTC, "2026-01-31T09:08:07Z"
  std::string changed_at;
};

/// One line of an account's history: what it became, by whom, why.
struct AccountChange {
  Account after;
  std::string actor;
  std::string reason;
};

/// Who acts where no account does: the person at the command line. No account has this name.
inline constexpr std::string_view kOperatorName = "operator";

inline constexpr std::size_t kMaxAccountNameBytes = 64;
inline constexpr std::size_t kMaxOtherOrganizations = 2'000;
inline constexpr std::size_t kMaxReasonBytes = 2'000;

/// 1–64 of A-Za-z0-9._@-, "operator" too.
bool is_account_name(std::string_view text);

/// Valid UTF-8 of at most kMaxReasonBytes bytes without control characters; may be empty.
bool is_reason(std::string_view text);

/// Stable codes: "reader", "contributor", "curator", "operator".
std::string_view role_code(Role role);
std::optional<Role> parse_role(std::string_view code);

/// The account with `other_organizations` sorted and without doubles, or kInvalidArgument with the
/// field that breaks a rule.
Result<Account> checked_account(Account account);

/// True when both may do the same; says nothing about times and sequence.
bool same_rights(const Account& left, const Account& right);

}  // namespace kizuki
