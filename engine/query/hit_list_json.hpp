// Search results as JSON: the same form on the command line and over HTTP.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/query/hit_list.hpp"
#include "engine/query/search_advice.hpp"

namespace kizuki {

/// Sets "facets", all that a case has as lists by name, and which of them come from a model
/// ("predicted", with confidence) and which a person has confirmed ("confirmed").
void set_facets(const std::vector<HitFacet>& facets, Json& json);

/// {"issue":[{"value":"hr","cases":3,"predicted":1},…],…}
Json to_json(const std::vector<FacetCounts>& facets);

/// Sets "suggestion" (null when there is none) and "relaxations".
void set_advice(const SearchAdvice& advice, Json& json);

/// {"query","total","total_is_estimate","partial","hits":[…],"facets",…,"suggestion",
/// "relaxations"}, see docs/openapi.yaml.
Json to_json(const HitList& hits, const SearchAdvice& advice, std::string_view query);

}  // namespace kizuki
