// A word or phrase of a query as the index sees it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/query/query_plan.hpp"
#include "engine/text/analyzer.hpp"

namespace kizuki {

/// The analysis of one word, phrase or notes of a query.
struct QueryWords {
  std::vector<PlanTerm> terms;  // in order of place, with repetitions
  PhrasePattern pattern;        // of all of it
};

/// Errors: those of Analyzer::analyze.
Result<QueryWords> analyze_query_words(std::string_view text, Analyzer& analyzer,
                                       AnalyzedText& scratch);

/// `text` without its white space: how the gap between two terms is compared.
std::string phrase_gap(std::string_view text);

}  // namespace kizuki
