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
#include "engine/query/vocabulary.hpp"
#include "engine/text/analyzer.hpp"

namespace kizuki {

struct Relaxation {
  RelaxedQuery relaxed;
  std::uint64_t total = 0;  // above 0
  bool total_is_estimate = false;
};

/// 「もしかして」: one word of the query replaced by one that more cases have. Japanese has no
/// spaces: of a longer text it may be a run of nouns that no case has as it stands
/// (後経者が決まらない → 後継者が決まらない).
struct Suggestion {
  std::string query;  // the whole query as it would be typed, without filters given beside it
  std::string from;
  std::string to;
  std::uint64_t total = 0;  // more than the query as typed, where a whole word is replaced
  bool total_is_estimate = false;
};

struct SearchAdvice {
  std::vector<Relaxation> relaxations;  // most cases first, without the words last
  std::optional<Suggestion> suggestion;
};

struct MatchCount {
  std::uint64_t cases = 0;
  bool is_estimate = false;
};

/// Makes the advice for one query. Everything is counted in the opened parts under the rights of
/// the reader: what he may not read is neither suggested nor counted. Inside engine/query only.
class Advisor {
 public:
  /// The number of cases that a query finds; nothing when the deadline has passed.
  using Count = std::function<Result<std::optional<MatchCount>>(const ParsedQuery&)>;
  /// The words of the opened parts; asked for only when one is looked for.
  using Words = std::function<Result<const Vocabulary*>()>;

  struct Sources {
    const FirstStage* first_stage = nullptr;
    Analyzer* analyzer = nullptr;
    const QueryKnowledge* knowledge = nullptr;  // may be null
    Count count;
    Words vocabulary;
  };
  explicit Advisor(Sources sources) : sources_(std::move(sources)) {}

  /// `found`: what the query found.
  Result<SearchAdvice> advise(const ParsedQuery& query, std::uint64_t found);

 private:
  Result<void> add_relaxations(const ParsedQuery& query, SearchAdvice& advice);
  Result<void> add_suggestion(const ParsedQuery& query, std::uint64_t found, SearchAdvice& advice);
  /// For a whole word, then for the runs of nouns in it.
  Result<std::optional<Suggestion>> suggest(const ParsedQuery& query, const QueryNode& word,
                                            std::uint64_t found);
  Result<std::optional<Suggestion>> suggest_run(const ParsedQuery& query, const QueryNode& word,
                                                TextSpan run);
  /// Runs of two or more neighbouring nouns that are not the whole word, in text order.
  Result<std::vector<TextSpan>> noun_runs(const std::string& word);
  /// The query with `to` at `place`, under the filters given beside `query`, and how many cases it
  /// finds; nothing when it finds none or the deadline has passed.
  Result<std::optional<Suggestion>> try_instead(const ParsedQuery& query, TextSpan place,
                                                const std::string& to);
  Result<std::uint64_t> cases_that_say(const std::string& phrase);
  Result<bool> is_misspelt(const QueryNode& word);
  /// Normalised words that may have been meant, best first.
  Result<std::vector<std::string>> meant(const std::string& word);

  Sources sources_;
  AnalyzedText scratch_;
};

}  // namespace kizuki
