// What curators decide on the pages of know-how: written to the library with author and reason.
#pragma once

#include <string>
#include <vector>

#include "server/app/call.hpp"
#include "server/app/knowhow_reading.hpp"
#include "server/http/request_target.hpp"

namespace kizuki {

/// Seconds after which a page that waits for a result asks again.
inline constexpr unsigned kKnowHowRefreshSeconds = 2;

/// Whether the visitor may decide on sentences that he may read.
bool may_curate(const Visitor& visitor);
/// Whether he may decide on cards and candidates of these compartments: what is shared (nothing but
/// public and members) is for operators and those who read all organisations.
bool may_settle(const Visitor& visitor, const std::vector<std::string>& compartments);

/// A form of the pages of know-how, from somebody who may_curate. Answers with a redirect to the
/// page that says what was done.
HttpResponse change_knowhow(Call& call, const FormFields& form, const KnowHowReading& knowhow);

}  // namespace kizuki
