// From an account to the compartments that it may read: the one place that decides it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/library/account.hpp"

namespace kizuki {

/// Whether `account` may read `compartment`. A disabled account may read nothing. Else
/// - public, members: every account;
/// - org:X: the accounts of organisation X, those that have X among other_organizations, those with
///   all_organizations, operators;
/// - local (cases that name no organisation): accounts with `local`, operators;
/// - anything else (a kind that this version does not know, an empty name): nobody.
/// Names are compared by their bytes.
bool may_read(const Account& account, std::string_view compartment);

/// Those of `existing` that `account` may read, ascending, without doubles. What others there are
/// in `existing` changes nothing. kPermissionDenied for a disabled account: it reads nothing, and
/// is told so rather than shown an empty corpus.
Result<std::vector<std::string>> readable_compartments(const Account& account,
                                                       const std::vector<std::string>& existing);

}  // namespace kizuki
