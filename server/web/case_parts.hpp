// Pieces of markup about a case that several pages show.
#pragma once

#include <string_view>
#include <vector>

#include "engine/corpus/taxonomy.hpp"
#include "engine/query/hit_list.hpp"
#include "server/app/case_brief.hpp"
#include "server/web/html.hpp"

namespace kizuki {

/// The badge of a step: number on its colour, read aloud as 「ステップ4」.
Html step_badge(int step);

/// All facets of this name, in the order of the hit.
std::vector<HitFacet> facets_named(const std::vector<HitFacet>& facets, std::string_view name);

/// "小規模・9人", with 「推定」 where a model said so.
Html scale_line(const std::vector<HitFacet>& facets, const CaseBrief& brief,
                const Taxonomy& taxonomy);

/// The strip under a title: scale, business, place, supporter, year, the seven steps.
Html who_line(const std::vector<HitFacet>& facets, const CaseBrief& brief,
              const Taxonomy& taxonomy);

/// 「推定」 or 「確認済み」 behind a tag that the record does not give itself.
Html origin_tag(const HitFacet& facet);

}  // namespace kizuki
