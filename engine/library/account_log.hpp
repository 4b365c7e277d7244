// Rows of the account log: one a change, each with all that the account then was, chained by
// SHA-256 like the ingest log. A chain of its own, because the ingest log's columns and hashes are
// released and are about cases.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/library/account.hpp"
#include "engine/library/database.hpp"

namespace kizuki {

/// A row as read: from a damaged file every field may hold anything.
struct AccountEntry {
  std::uint64_t sequence = 0;
  std::string name;
  std::uint64_t role = 0;
  std::string organization;
  std::string other_organizations;  // JSON list of strings
  std::uint64_t all_organizations = 0;
  std::uint64_t local = 0;
  std::uint64_t disabled = 0;
  std::string actor;
  std::string reason;
  std::string time;
  std::string previous_hash;  // 32 bytes
  std::string hash;           // 32 bytes
};

/// What `entry.hash` must be, in the layout of docs/library.md.
std::string account_hash(const AccountEntry& entry);

/// Columns for a SELECT in which the table's alias is `l`, in the order of read_account_entry.
constexpr std::string_view kAccountColumns =
    "l.sequence, l.name, l.role, l.organization, l.other_organizations, l.all_organizations,"
    " l.local, l.disabled, l.actor, l.reason, l.time, l.previous_hash, l.hash";
constexpr int kAccountColumnCount = 13;

/// The row at columns `first`… of `statement`.
AccountEntry read_account_entry(const Statement& statement, int first);

/// The row for `account`; sequence, time and hashes are left to the caller.
AccountEntry make_account_entry(const Account& account);

/// The account that a row describes, without created_at. kCorrupt when the row differs from its
/// hash or holds what no account may.
Result<Account> account_of(const Database& database, const AccountEntry& entry);

}  // namespace kizuki
