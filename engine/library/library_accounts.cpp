// Reading accounts.
#include <optional>
#include <utility>

#include "engine/library/account_log.hpp"
#include "engine/library/library_state.hpp"

namespace kizuki {
namespace {

// The newest row is asked of the log itself: an account that was pointed back to an older row must
// not get back the rights it had then. `accounts` has to agree.
const std::string& account_query() {
  static const std::string kSql =
      "SELECT a.name, a.sequence, f.time, " + std::string(kAccountColumns) +
      " FROM accounts AS a"
      " LEFT JOIN account_log AS l ON l.sequence ="
      "  (SELECT max(x.sequence) FROM account_log AS x WHERE x.name = a.name)"
      " LEFT JOIN account_log AS f ON f.sequence = a.created";
  return kSql;
}

Result<Account> read_account(const Database& database, const Statement& row) {
  const AccountEntry entry = read_account_entry(row, 3);
  auto account = account_of(database, entry);
  if (!account) return account;
  if (row.bytes(0) != account->name || row.number(1) != account->sequence) {
    return Error{ErrorCode::kCorrupt,
                 "アカウントの表が変更の記録と合いません。kizuki verify で確かめてください",
                 database.path().string(),
                 0,
                 std::string(row.bytes(0)),
                 ""};
  }
  account->created_at = row.bytes(2);
  return account;
}

}  // namespace

Error no_such_account(std::string_view name) {
  return {ErrorCode::kNotFound, "そのアカウントはありません", "", 0, std::string(name), ""};
}

Result<std::optional<Account>> find_account(const Database& database, std::string_view name) {
  static const std::string kSql = account_query() + " WHERE a.name = ?1";
  auto query = database.statement(kSql);
  if (!query) return query.error();
  const auto row = query->bind_text(1, name).step();
  if (!row) return row.error();
  if (!*row) return std::optional<Account>();
  auto account = read_account(database, *query);
  if (!account) return std::move(account).error();
  return std::optional<Account>(std::move(*account));
}

Result<Account> Library::account(std::string_view name) const {
  const auto database = state_->database();
  if (!database) return database.error();
  auto found = find_account(**database, name);
  if (!found) return std::move(found).error();
  if (!*found) return no_such_account(name);
  return std::move(**found);
}

Result<std::vector<Account>> Library::accounts() const {
  const auto database = state_->database();
  if (!database) return database.error();
  static const std::string kSql = account_query() + " ORDER BY a.name";
  auto query = (*database)->statement(kSql);
  if (!query) return query.error();
  std::vector<Account> accounts;
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) return accounts;
    auto account = read_account(**database, *query);
    if (!account) return std::move(account).error();
    accounts.push_back(std::move(*account));
  }
}

Result<std::vector<AccountChange>> Library::account_history(std::string_view name) const {
  const auto database = state_->database();
  if (!database) return database.error();
  static const std::string kSql = "SELECT " + std::string(kAccountColumns) +
                                  " FROM account_log AS l WHERE l.name = ?1 ORDER BY l.sequence";
  auto query = (*database)->statement(kSql);
  if (!query) return query.error();
  query->bind_text(1, name);
  std::vector<AccountChange> changes;
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) break;
    const AccountEntry entry = read_account_entry(*query, 0);
    auto account = account_of(**database, entry);
    if (!account) return std::move(account).error();
    account->created_at = changes.empty() ? entry.time : changes.front().after.created_at;
    changes.push_back({std::move(*account), entry.actor, entry.reason});
  }
  if (changes.empty()) return no_such_account(name);
  return changes;
}

}  // namespace kizuki
