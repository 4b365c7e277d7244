// The facets of one case as they are shown and checked. Inside engine/query only.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/index/index_part.hpp"
#include "engine/query/hit_list.hpp"

namespace kizuki {

/// All facets that the case has (given, confirmed, predicted; what is only possible is none),
/// ascending by name and value.
std::vector<HitFacet> facets_of_case(const IndexPart& part, std::uint32_t document);

}  // namespace kizuki
