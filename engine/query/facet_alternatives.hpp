// What a facet would count without the filter on it. Inside engine/query only.
#pragma once

#include <string>
#include <vector>

#include "engine/query/query_plan.hpp"

namespace kizuki {

/// A filter of a condition, taken out of it.
struct FacetAlternative {
  std::string facet;
  PlanNode others;  // the condition without the filter
};

/// For each facet that a condition filters by (one value or alternatives of one facet, on top of
/// the condition): the rest of the condition, in its order. Someone who filters by small companies
/// still sees how many of the others there are. Several filters by one facet, ids and what is
/// excluded have none.
std::vector<FacetAlternative> facet_alternatives(const PlanNode& condition);

}  // namespace kizuki
