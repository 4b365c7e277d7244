// The report of `kizuki essence` as JSON.
#pragma once

#include <cstddef>
#include <string>

#include "cli/essence_comparison.hpp"
#include "engine/essence_run/essence_report.hpp"

namespace kizuki {

/// The JSON of the contract: {"snapshot":{…},"knowhow":[…]}; further keys may come.
/// `comparison`: of --since or --compare, null without. The same for any number of `threads`.
std::string print_essence_json(const EssenceReport& report, const EssenceComparison* comparison,
                               std::size_t threads);

}  // namespace kizuki
