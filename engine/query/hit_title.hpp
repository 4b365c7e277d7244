// The title of a hit. Inside engine/query only.
#pragma once

#include <string>
#include <vector>

#include "engine/base/text_span.hpp"
#include "engine/query/case_matches.hpp"

namespace kizuki {

struct MarkedTitle {
  std::string text;
  std::vector<TextSpan> marks;  // of the query's words, bytes of `text`, ascending
};

/// The case's title; where the analysis has none (analyze_case) the beginning of its first text, as
/// the record has it. Empty when it has neither. Pure function.
MarkedTitle hit_title(const CaseMatches& matches);

}  // namespace kizuki
