// Search results as JSON: the same form on the command line and over HTTP.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/query/hit_list.hpp"
#include "engine/query/search_advice.hpp"

namespace kizuki {

/// {"issue":[{"value":"hr","cases":3,"predicted":1},…],…}
Json to_json(const std::vector<FacetCounts>& facets);

/// {"query","total","total_is_estimate","partial","hits":[…],"facets",…,"suggestion",
/// "relaxations"}, see docs/openapi.yaml.
Json to_json(const HitList& hits, const SearchAdvice& advice, std::string_view query);

}  // namespace kizuki
