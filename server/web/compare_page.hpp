// The page 比較: two or three cases side by side, step by step.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/corpus/taxonomy.hpp"
#include "engine/query/hit_list.hpp"
#include "server/app/case_brief.hpp"
#include "server/web/html.hpp"

namespace kizuki {

inline constexpr std::size_t kMostCompared = 3;

struct ComparedCase {
  CaseBrief brief;
  std::vector<HitFacet> facets;
};

/// What stands in <main>. With fewer than two cases it says how to choose some.
Html print_comparison(const std::vector<ComparedCase>& cases, const Taxonomy& taxonomy);

}  // namespace kizuki
