// What is counted of a piece of know-how by its evidence.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/essence/know_how.hpp"

namespace kizuki {

/// The cases of an item by the value of a facet.
ValueCounts count_values(const KnowHow& item, const std::vector<EssenceCase>& cases,
                         std::string_view facet);

/// Fills in what is counted of an item: distinct cases and organisations, the expected number with
/// its 95 % interval (the cases' errors independent), cautions, steps, scale, issues. `all` are the
/// cases that the evidence names by number.
void count_evidence(KnowHow& item, const std::vector<EssenceCase>& all);

/// The id of a new candidate: the hash of its most central sentence, which is the last to change
/// when cases come in, and of the walls that it was found within, so that two readers' groups do
/// not take each other's name.
std::string candidate_id(const KnowHow& item, const std::vector<EssenceCase>& all,
                         std::uint64_t text_hash);

}  // namespace kizuki
