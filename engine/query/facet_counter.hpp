// How many cases of a result have each value of each facet. Inside engine/query only.
#pragma once

#include <vector>

#include "engine/index/document_set.hpp"
#include "engine/index/index_part.hpp"
#include "engine/query/hit_list.hpp"

namespace kizuki {

/// Counts the facets that the cases of `sets`, one for each part, have, whoever says so
/// (CaseAttributes). In the order of HitList::facets.
std::vector<FacetCounts> count_facets(const std::vector<IndexPart>& parts,
                                      const std::vector<DocumentSet>& sets);

}  // namespace kizuki
