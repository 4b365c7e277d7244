// How many cases of a result have each value of each facet. Inside engine/query only.
#pragma once

#include <vector>

#include "engine/index/index_part.hpp"
#include "engine/query/first_stage.hpp"
#include "engine/query/hit_list.hpp"

namespace kizuki {

/// Counts the facets that `candidates` have, whoever says so (CaseAttributes), at a cost of their
/// facets alone. In the order of HitList::facets.
std::vector<FacetCounts> count_facets(const std::vector<IndexPart>& parts,
                                      const std::vector<Candidate>& candidates);

}  // namespace kizuki
