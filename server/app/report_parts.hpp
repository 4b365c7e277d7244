// What the pages of a report have in common: its hints, its guidance, what was done.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/registration/report_hints.hpp"
#include "server/app/call.hpp"
#include "server/http/request_target.hpp"
#include "server/web/register_page.hpp"

namespace kizuki {

inline constexpr unsigned kConflict = 409;  // somebody was first

/// What a report still needs. `id` as rarity_hint. Errors: those of the analysis, rarity_hint.
Result<std::vector<ReportHint>> hints_for(const Call& call, const ReportForm& form,
                                          std::string_view id);

/// Points of the guideline, and questions of the cards that the visitor may see. Errors: the
/// library's.
Result<WritingGuide> guide_for(const Call& call, const Library& library);

/// The sentence for "?done=…", empty for anything that we do not say.
std::string done_notice(const FormFields& form);

/// The version that the form was made from.
std::uint64_t version_in(const FormFields& form);

HttpResponse report_page(const Call& call, unsigned status, std::string_view title,
                         const Html& main);
HttpResponse to_report(const Call& call, std::string_view id, std::string_view done);

/// 409: somebody else was first, and nothing has changed.
HttpResponse overtaken_report(const Call& call);

}  // namespace kizuki
