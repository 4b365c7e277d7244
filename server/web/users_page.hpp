// The page 利用者: accounts, and what may be done about them. For operators alone.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/library/account.hpp"
#include "server/web/html.hpp"

namespace kizuki {

struct AccountRow {
  Account account;
  bool has_password = false;
  std::size_t sessions = 0;  // that are good now
  std::size_t tokens = 0;
};

struct UsersView {
  std::vector<AccountRow> rows;  // ascending by name
  std::string visitor;           // who looks: he cannot lock himself out
  std::string csrf;
  std::string problem;       // why something was refused
  std::string notice;        // what was done
  std::string new_password;  // shown this once, with the notice
};

/// What stands in <main>.
Html print_users(const UsersView& view);

}  // namespace kizuki
