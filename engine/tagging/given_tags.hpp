// Which tags a record gives itself. What it gives is never second-guessed by a model.
#pragma once

#include "engine/corpus/case_record.hpp"

namespace kizuki {

/// A predicted tag that is less likely than this is not claimed: it only counts in ranking.
inline constexpr float kLeastClaimedConfidence = 0.25F;

bool gives_issues(const CaseRecord& record);
bool gives_steps(const CaseRecord& record);
/// Issues, steps and scale.
bool gives_all_tags(const CaseRecord& record);

}  // namespace kizuki
