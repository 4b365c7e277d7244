// The report of `kizuki essence` as JSON.
#pragma once

#include <string>

#include "engine/essence_run/essence_report.hpp"

namespace kizuki {

/// The JSON of the contract: {"snapshot":{…},"knowhow":[…]}; further keys may come.
std::string print_essence_json(const EssenceReport& report);

}  // namespace kizuki
