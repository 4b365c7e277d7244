// Shared by the sources of the analyser alone: what an AnalyzedText holds.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <vector>

#include "engine/text/analyzer.hpp"
#include "engine/text/normalizer.hpp"

namespace kizuki {

struct AnalyzedText::State {
  NormalizedText normalized;
  std::vector<TextSpan> normalized_sentences;  // as sentences, in the normalised copy
  std::vector<TextSpan> sentences;
  std::vector<Token> tokens;
  std::vector<IndexTerm> terms;
  std::deque<std::string> made_terms;  // those that stand nowhere else

  std::size_t memory_bytes() const;
  /// Empties all; memory beyond the bound is given back.
  void clear();
};

}  // namespace kizuki
