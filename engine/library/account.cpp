#include "engine/library/account.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/corpus/record_limits.hpp"

namespace kizuki {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 4> kRoles = {{
    {Role::kReader, "reader"},
    {Role::kContributor, "contributor"},
    {Role::kCurator, "curator"},
    {Role::kOperator, "operator"},
}};

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '@' || c == '-';
}

Error refuse(std::string_view field, std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message), "", 0, std::string(field), ""};
}

bool is_organization(std::string_view text) {
  return utf8_is_valid(text) && is_organization_name(text);
}

}  // namespace

bool is_account_name(std::string_view text) {
  return !text.empty() && text.size() <= kMaxAccountNameBytes &&
         std::all_of(text.begin(), text.end(), is_name_character);
}

bool is_reason(std::string_view text) {
  if (text.size() > kMaxReasonBytes || !utf8_is_valid(text)) return false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8_next(text, at);
    if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return false;
  }
  return true;
}

std::string_view role_code(Role role) {
  for (const auto& [known, code] : kRoles) {
    if (known == role) return code;
  }
  return "";
}

std::optional<Role> parse_role(std::string_view code) {
  for (const auto& [role, known] : kRoles) {
    if (known == code) return role;
  }
  return std::nullopt;
}

Result<Account> checked_account(Account account) {
  if (!is_account_name(account.name)) {
    return refuse("name", "アカウント名は、英数字と . _ @ - の 1～64 文字にしてください");
  }
  if (account.name == kOperatorName) {
    return refuse("name", "operator は運用担当者を表す名前なので、アカウントには使えません");
  }
  if (role_code(account.role).empty()) {
    return refuse("role", "役割は reader・contributor・curator・operator のどれかにしてください");
  }
  constexpr const char* kOrganizationRule =
      "組織の名前は、前後に空白のない 1～100 文字にしてください";
  if (!account.organization.empty() && !is_organization(account.organization)) {
    return refuse("organization", kOrganizationRule);
  }
  std::vector<std::string>& others = account.other_organizations;
  if (!std::all_of(others.begin(), others.end(), is_organization)) {
    return refuse("other_organizations", kOrganizationRule);
  }
  std::sort(others.begin(), others.end());
  others.erase(std::unique(others.begin(), others.end()), others.end());
  if (others.size() > kMaxOtherOrganizations) {
    return refuse("other_organizations",
                  "読める組織は " + std::to_string(kMaxOtherOrganizations) +
                      " までです。すべての組織を読むアカウントにしてください");
  }
  return account;
}

bool same_rights(const Account& left, const Account& right) {
  return left.name == right.name && left.role == right.role &&
         left.organization == right.organization &&
         left.other_organizations == right.other_organizations &&
         left.all_organizations == right.all_organizations && left.local == right.local &&
         left.disabled == right.disabled;
}

}  // namespace kizuki
