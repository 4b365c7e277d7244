// Similar cases: from the seed to hits. Inside engine/query only.
#pragma once

#include "engine/base/result.hpp"
#include "engine/query/hit_list.hpp"
#include "engine/query/query_planner.hpp"
#include "engine/query/search_context.hpp"
#include "engine/query/searcher.hpp"

namespace kizuki {

/// As Searcher::similar. The context's term budget is that of similar cases while it runs.
Result<HitList> find_similar(SearchContext& context, QueryPlanner& planner,
                             const SimilarQuery& query, const SearchOptions& options);

}  // namespace kizuki
