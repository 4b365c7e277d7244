// The slow and obvious search that the engine must agree with.
#pragma once

#include <string>
#include <vector>

#include "engine/index/case_analysis.hpp"
#include "engine/index/manifest.hpp"
#include "engine/query/background_frequencies.hpp"
#include "engine/query/query_plan.hpp"
#include "engine/query/ranking_settings.hpp"

namespace kizuki {

struct ReferenceHit {
  std::string id;
  double score = 0.0;
};

/// True when the phrase stands in the field: the field written out as "gap<term>gap<term>…" at the
/// finest grain contains the pattern written the same way.
bool reference_has_phrase(const PhrasePattern& pattern, const AnalyzedField& field,
                          const std::vector<std::string>& terms);

/// Looks at every case: membership and score as QueryPlan defines them, frequencies counted anew,
/// score descending, then id; then the same for the first `settings.pool_size` of them with the
/// score that Rescoring defines. Scores that differ by less than 2^-30 tie, as in the engine.
std::vector<ReferenceHit> reference_search(const QueryPlan& plan,
                                           const std::vector<CaseAnalysis>& cases,
                                           const LengthSettings& length,
                                           const RankingSettings& settings = {},
                                           const BackgroundFrequencies* background = nullptr);

}  // namespace kizuki
