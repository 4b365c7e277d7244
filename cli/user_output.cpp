#include "cli/user_output.hpp"

#include <string_view>
#include <utility>

#include "engine/base/json.hpp"

namespace kizuki {
namespace {

/// "公開、会員、港町商工会、local".
std::string describe_readable(const Account& account) {
  if (account.disabled) return "なし";
  if (account.role == Role::kOperator) return "すべて";
  std::string text = "公開、会員";
  if (account.all_organizations) {
    text += "、すべての組織";
  } else {
    if (!account.organization.empty()) text += "、" + account.organization;
    for (const std::string& other : account.other_organizations) {
      if (other != account.organization) text += "、" + other;
    }
  }
  if (account.local) text += "、local";
  return text;
}

std::string describe(const Account& account) {
  std::string line = account.name;
  line.append("\t").append(role_code(account.role));
  line += "\t" + (account.organization.empty() ? "-" : account.organization);
  line += "\t" + describe_readable(account);
  line += account.disabled ? "\t停止" : "\t有効";
  return line;
}

Json rights_as_json(const Account& account) {
  Json json;
  json.set("name", account.name);
  json.set("role", role_code(account.role));
  json.set("organization", account.organization);
  Json others(JsonArray{});
  for (const std::string& other : account.other_organizations) others.push_back(other);
  json.set("other_organizations", std::move(others));
  json.set("all_organizations", account.all_organizations);
  json.set("local", account.local);
  json.set("disabled", account.disabled);
  return json;
}

Json account_as_json(const Account& account) {
  Json json = rights_as_json(account);
  json.set("created_at", account.created_at);
  json.set("changed_at", account.changed_at);
  return json;
}

}  // namespace

std::string print_accounts_as_text(const std::vector<Account>& accounts) {
  std::string out;
  for (const Account& account : accounts) out += describe(account) + "\n";
  return out;
}

std::string print_accounts_as_json(const std::vector<Account>& accounts) {
  Json list(JsonArray{});
  for (const Account& account : accounts) list.push_back(account_as_json(account));
  return list.dump() + "\n";
}

std::string print_account_as_text(const std::vector<AccountChange>& history) {
  std::string out = describe(history.back().after) + "\n";
  for (const AccountChange& change : history) {
    out += "  " + change.after.changed_at + "\t" + change.actor + "\t" + change.reason + "\t" +
           describe(change.after) + "\n";
  }
  return out;
}

std::string print_account_as_json(const std::vector<AccountChange>& history) {
  Json json = account_as_json(history.back().after);
  Json list(JsonArray{});
  for (const AccountChange& change : history) {
    Json entry = rights_as_json(change.after);
    entry.set("sequence", change.after.sequence);
    entry.set("time", change.after.changed_at);
    entry.set("actor", change.actor);
    entry.set("reason", change.reason);
    list.push_back(std::move(entry));
  }
  json.set("history", std::move(list));
  return json.dump() + "\n";
}

}  // namespace kizuki
