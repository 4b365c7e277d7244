// Whether a report tells so much of its company that it is known by it.
#pragma once

#include <optional>
#include <string_view>

#include "engine/registration/report_hints.hpp"
#include "server/app/call.hpp"

namespace kizuki {

/// An advice when nothing else that the visitor may read comes from a company of the same division,
/// scale and prefecture, and others than the own organisation are to read the report. `id`: of the
/// case that it revises or becomes, which does not count; empty when there is none. Errors:
/// ids_of_hits.
Result<std::optional<ReportHint>> rarity_hint(const Call& call, const ReportForm& form,
                                              std::string_view id);

}  // namespace kizuki
