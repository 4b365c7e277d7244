// Which piece of a long sentence to show.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/base/text_span.hpp"
#include "engine/index/case_analysis.hpp"

namespace kizuki {

/// A place in a sentence where something that was asked for stands.
struct SnippetMatch {
  TextSpan span;
  std::size_t key = 0;  // equal for matches of the same term or phrase
  double value = 0.0;
};

/// The piece of `sentence` of at most `limit` characters that holds the most value, each key
/// counted once, the earliest of equal ones; with about a third of what room is left in front. All
/// of a sentence that is short enough. Cut at the borders of index terms, at character borders
/// where there are none. `matches` ascend and lie inside the sentence.
TextSpan cut_sentence(const AnalyzedField& field, TextSpan sentence,
                      const std::vector<SnippetMatch>& matches, std::size_t limit);

}  // namespace kizuki
