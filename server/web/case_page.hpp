// The page 事例: one case to read, and to print on one A4.
#pragma once

#include <vector>

#include "engine/corpus/taxonomy.hpp"
#include "engine/query/hit_list.hpp"
#include "server/app/case_brief.hpp"
#include "server/web/html.hpp"

namespace kizuki {

/// Cases like the one on the page, most alike first.
struct RelatedCases {
  std::vector<Hit> hits;
  std::vector<CaseBrief> briefs;  // in the same order
};

/// What stands in <main>. `facets`: what the index knows of the case, none while it is not indexed.
Html print_case(const CaseBrief& brief, const std::vector<HitFacet>& facets,
                const RelatedCases& related, const Taxonomy& taxonomy);

}  // namespace kizuki
