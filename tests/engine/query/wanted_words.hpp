// What the snippets of a query look for, and marked texts as a reader sees them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/text_span.hpp"
#include "engine/query/query_parser.hpp"
#include "engine/query/query_planner.hpp"
#include "engine/query/snippet.hpp"
#include "tests/engine/query/query_fixture.hpp"

namespace kizuki {

/// A plan and what its snippets look for; terms and phrases count by weight alone.
struct WantedWords {
  explicit WantedWords(const std::string& text) {
    QueryPlanner planner(test_model(), test_taxonomy(), {});
    plan = planner.plan(*parse_query(text)).value();
    for (const RankedTerm& ranked : plan.ranked) {
      if (!ranked.in_phrases_only)
        query.terms.push_back({&ranked.term, ranked.weight, query.new_key(), {}});
    }
    for (const PhrasePattern* phrase : positive_phrases(plan.condition)) {
      query.phrases.push_back({phrase, 3.0, query.new_key(), {}});
    }
  }
  QueryPlan plan;
  SnippetQuery query;
};

/// The text with 【】 around what is marked.
inline std::string with_marks(std::string_view text, const std::vector<TextSpan>& marks) {
  std::string out;
  std::uint32_t at = 0;
  for (const TextSpan mark : marks) {
    out += text.substr(at, mark.begin - at);
    out += "【" + std::string(mark.of(text)) + "】";
    at = mark.end;
  }
  return out + std::string(text.substr(at));
}

}  // namespace kizuki
