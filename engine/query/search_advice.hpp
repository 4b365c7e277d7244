// What a reader could try next when a search found little.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/query/first_stage.hpp"
#include "engine/query/query_ast.hpp"
#include "engine/query/query_knowledge.hpp"
#include "engine/query/relaxation.hpp"
#include "engine/text/analyzer.hpp"

namespace kizuki {

struct Relaxation {
  RelaxedQuery relaxed;
  std::uint64_t total = 0;  // above 0
  bool total_is_estimate = false;
};

/// 「もしかして」: one word of the query replaced by one that more cases have.
struct Suggestion {
  std::string query;  // the whole query as it would be typed, without filters given beside it
  std::string from;
  std::string to;
  std::uint64_t total = 0;  // more than the query as typed
  bool total_is_estimate = false;
};

struct SearchAdvice {
  std::vector<Relaxation> relaxations;  // most cases first, without the words last
  std::optional<Suggestion> suggestion;
};

/// Makes the advice for one query. Everything is counted in the opened parts under the rights of
/// the reader: what he may not read is neither suggested nor counted. Inside engine/query only.
class Advisor {
 public:
  /// The number of cases that a query finds; nothing when the deadline has passed.
  using Count = std::function<Result<std::optional<MatchCount>>(const ParsedQuery&)>;

  struct Sources {
    const FirstStage* first_stage = nullptr;
    Analyzer* analyzer = nullptr;
    const QueryKnowledge* knowledge = nullptr;  // may be null
    Count count;
  };
  explicit Advisor(Sources sources) : sources_(std::move(sources)) {}

  /// `found`: what the query found.
  Result<SearchAdvice> advise(const ParsedQuery& query, std::uint64_t found);

 private:
  Result<void> add_relaxations(const ParsedQuery& query, SearchAdvice& advice);
  Result<void> add_suggestion(const ParsedQuery& query, std::uint64_t found, SearchAdvice& advice);
  Result<bool> is_misspelt(const QueryNode& word);
  /// Normalised words that may have been meant, best first.
  Result<std::vector<std::string>> meant(const std::string& word);

  Sources sources_;
  AnalyzedText scratch_;
};

}  // namespace kizuki
