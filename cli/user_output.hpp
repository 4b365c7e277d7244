// How accounts are written: for people, for programs.
#pragma once

#include <string>
#include <vector>

#include "engine/library/account.hpp"

namespace kizuki {

/// A line an account: name, role, organisation, what it may read, state; separated by tabs.
std::string print_accounts_as_text(const std::vector<Account>& accounts);

/// One JSON list in one line.
std::string print_accounts_as_json(const std::vector<Account>& accounts);

/// The account as of its newest change, and all its changes, oldest first. `history` is not empty.
std::string print_account_as_text(const std::vector<AccountChange>& history);

/// One JSON object in one line: the members of the list's objects and "history".
std::string print_account_as_json(const std::vector<AccountChange>& history);

}  // namespace kizuki
