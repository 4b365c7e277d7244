// One case as an account sees it.
#pragma once

#include <functional>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/library/library.hpp"

namespace kizuki {

/// The current revision of a case that `account` may read. kNotFound, with the same bytes, for a
/// case that never was, was removed or erased, or lies in a compartment that the account may not
/// read: nobody learns of a case by asking for it. Works on the account as handed in; who keeps one
/// for longer than a request asks the library for it again.
/// Errors: those of Library::get.
Result<StoredCase> readable_case(const Library& library, const Account& account,
                                 std::string_view id);

/// The error of all of these: kNotFound, the same whatever the reason.
Error no_such_readable_case(std::string_view id);

/// Says of a compartment whether it may be read.
using CompartmentRule = std::function<bool(std::string_view compartment)>;

/// The same for a reader who is no account.
Result<StoredCase> readable_case(const Library& library, const CompartmentRule& readable,
                                 std::string_view id);

}  // namespace kizuki
