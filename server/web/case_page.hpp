// The page 事例: one case to read, and to print on one A4.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/corpus/taxonomy.hpp"
#include "engine/essence/turning_point.hpp"
#include "engine/query/hit_list.hpp"
#include "server/app/case_brief.hpp"
#include "server/app/case_trail.hpp"
#include "server/app/knowhow_evidence.hpp"
#include "server/web/html.hpp"

namespace kizuki {

/// Cases like the one on the page, most alike first.
struct RelatedCases {
  std::vector<Hit> hits;
  std::vector<CaseBrief> briefs;  // in the same order
};

/// What is marked in the text of a case.
struct CaseMarks {
  std::vector<EvidenceMark> evidence;  // in the order of the text, apart
  std::vector<std::string> questions;  // of the cards that they bear
  std::optional<TurningPoint> turn;    // as it was read from the text
  /// The place that the page was opened at: a part and bytes of its text. Anything that is no
  /// stretch of characters of the text counts for nothing.
  std::optional<std::pair<std::uint32_t, TextSpan>> at;
};

/// Who reads the case, and where he comes from.
struct CaseVisit {
  std::string_view csrf;    // of the session: offers to put the case on one's list; empty: none
  bool may_revise = false;  // offers to begin a draft that revises the case
  std::optional<TrailStep> trail = {};  // when it was opened from hits
};

/// What stands in <main>. `facets`: what the index knows of the case, none while it is not indexed.
Html print_case(const CaseBrief& brief, const std::vector<HitFacet>& facets,
                const RelatedCases& related, const CaseMarks& marks, const Taxonomy& taxonomy,
                const CaseVisit& visit);

}  // namespace kizuki
