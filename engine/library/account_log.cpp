#include "engine/library/account_log.hpp"

#include <optional>
#include <utility>

#include "engine/base/json.hpp"
#include "engine/base/varint.hpp"
#include "engine/library/ingest_log.hpp"

namespace kizuki {
namespace {

std::string print_list(const std::vector<std::string>& names) {
  Json list(JsonArray{});
  for (const std::string& name : names) list.push_back(name);
  return list.dump_canonical();
}

std::optional<std::vector<std::string>> parse_list(std::string_view text) {
  const auto json = parse_json(text, {.text_bytes = text.size()});
  if (!json || !json->is_array()) return std::nullopt;
  std::vector<std::string> names;
  for (const Json& name : json->as_array()) {
    if (!name.is_string()) return std::nullopt;
    names.push_back(name.as_string());
  }
  return names;
}

std::optional<Account> decode(const AccountEntry& entry) {
  if (entry.hash != account_hash(entry)) return std::nullopt;
  auto others = parse_list(entry.other_organizations);
  if (!others || entry.role > 0xFF) return std::nullopt;
  Account account;
  account.name = entry.name;
  account.role = static_cast<Role>(entry.role);
  account.organization = entry.organization;
  account.other_organizations = std::move(*others);
  account.all_organizations = entry.all_organizations == 1;
  account.local = entry.local == 1;
  account.disabled = entry.disabled != 0;
  account.sequence = entry.sequence;
  account.changed_at = entry.time;
  auto checked = checked_account(std::move(account));
  if (!checked) return std::nullopt;
  return std::move(*checked);
}

}  // namespace

std::string account_hash(const AccountEntry& entry) {
  std::string bytes;
  append_sized(bytes, entry.previous_hash);
  append_varint(bytes, entry.sequence);
  append_sized(bytes, entry.name);
  append_varint(bytes, entry.role);
  append_sized(bytes, entry.organization);
  append_sized(bytes, entry.other_organizations);
  append_varint(bytes, entry.all_organizations);
  append_varint(bytes, entry.local);
  append_varint(bytes, entry.disabled);
  append_sized(bytes, entry.actor);
  append_sized(bytes, entry.reason);
  append_sized(bytes, entry.time);
  return to_bytes(sha256(bytes));
}

AccountEntry read_account_entry(const Statement& statement, int first) {
  AccountEntry entry;
  entry.sequence = statement.number(first);
  entry.name = statement.bytes(first + 1);
  entry.role = statement.number(first + 2);
  entry.organization = statement.bytes(first + 3);
  entry.other_organizations = statement.bytes(first + 4);
  entry.all_organizations = statement.number(first + 5);
  entry.local = statement.number(first + 6);
  entry.disabled = statement.number(first + 7);
  entry.actor = statement.bytes(first + 8);
  entry.reason = statement.bytes(first + 9);
  entry.time = statement.bytes(first + 10);
  entry.previous_hash = statement.bytes(first + 11);
  entry.hash = statement.bytes(first + 12);
  return entry;
}

AccountEntry make_account_entry(const Account& account) {
  AccountEntry entry;
  entry.name = account.name;
  entry.role = static_cast<std::uint64_t>(account.role);
  entry.organization = account.organization;
  entry.other_organizations = print_list(account.other_organizations);
  entry.all_organizations = account.all_organizations ? 1 : 0;
  entry.local = account.local ? 1 : 0;
  entry.disabled = account.disabled ? 1 : 0;
  return entry;
}

Result<Account> account_of(const Database& database, const AccountEntry& entry) {
  auto account = decode(entry);
  if (account) return std::move(*account);
  return Error{ErrorCode::kCorrupt,
               "アカウントの記録が壊れています。kizuki verify で確かめてください",
               database.path().string(),
               0,
               "",
               ""};
}

}  // namespace kizuki
