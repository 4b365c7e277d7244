// Finds what a reader could try next. Inside engine/query only.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/query/first_stage.hpp"
#include "engine/query/gram_rarity.hpp"
#include "engine/query/query_ast.hpp"
#include "engine/query/query_knowledge.hpp"
#include "engine/query/search_advice.hpp"
#include "engine/query/vocabulary.hpp"
#include "engine/text/analyzer.hpp"
#include "engine/text/character_grams.hpp"

namespace kizuki {

struct MatchCount {
  std::uint64_t cases = 0;
  bool is_estimate = false;
};

/// Makes the advice for one query. Everything is counted in the opened parts under the rights of
/// the reader: what he may not read is neither suggested nor counted.
class Advisor {
 public:
  /// The number of cases that a query finds; nothing when the deadline has passed.
  using Count = std::function<Result<std::optional<MatchCount>>(const ParsedQuery&)>;
  /// The words of the opened parts; asked for only when one is looked for.
  using Words = std::function<Result<const Vocabulary*>()>;

  struct Sources {
    const FirstStage* first_stage = nullptr;
    const GramRarity* grams = nullptr;
    Analyzer* analyzer = nullptr;
    const QueryKnowledge* knowledge = nullptr;  // may be null
    Count count;
    Words vocabulary;
  };
  explicit Advisor(Sources sources) : sources_(std::move(sources)) {}

  /// A word of known words (金融期間) counts as a slip for one that is read alike (金融機関) when
  /// at least so many times as many cases can have that one.
  static constexpr std::uint64_t kRareBeside = 20;
  /// Where no case can have the word as typed: so many cases, and one in so many.
  static constexpr std::uint64_t kLeastCommon = 3;
  static constexpr std::uint64_t kCommonShare = 1000;

  /// `found`: what the query found.
  Result<SearchAdvice> advise(const ParsedQuery& query, std::uint64_t found);

 private:
  struct Instead {
    std::string word;
    std::uint64_t at_most = 0;  // cases that can have it
  };

  Result<void> add_relaxations(const ParsedQuery& query, SearchAdvice& advice);
  Result<void> add_suggestion(const ParsedQuery& query, std::uint64_t found, SearchAdvice& advice);
  /// For a whole word, then for the runs of nouns in it.
  Result<std::optional<Suggestion>> suggest(const ParsedQuery& query, const QueryNode& word,
                                            std::uint64_t found);
  Result<std::optional<Suggestion>> suggest_run(const ParsedQuery& query, const QueryNode& word,
                                                TextSpan run);
  /// For a whole word of nouns. Counters of pairs of characters say how many cases can have a word:
  /// to count who does would take longer than the search.
  Result<std::optional<Suggestion>> suggest_compound(const ParsedQuery& query,
                                                     const QueryNode& word);
  /// Runs of two or more neighbouring nouns, in text order; one may be the whole word.
  Result<std::vector<TextSpan>> noun_runs(const std::string& word);
  /// The query with `to` at `place`, under the filters given beside `query`, and how many cases it
  /// finds; nothing when it finds none or the deadline has passed.
  Result<std::optional<Suggestion>> try_instead(const ParsedQuery& query, TextSpan place,
                                                const std::string& to);
  /// Whether some case says the phrase. To read all that have its words may take a hundred times as
  /// long as the search: of more than a few it is taken for said when each of its pairs of
  /// characters is.
  Result<bool> is_said(const std::string& phrase);
  /// Cases with all words that the analyser makes of a text; nothing when it makes none.
  Result<std::optional<std::uint64_t>> cases_with_all_of(const std::string& text);
  Result<bool> is_misspelt(const QueryNode& word);
  /// Normalised words that may have been meant, best first.
  Result<std::vector<std::string>> meant(const std::string& word);
  /// Words of the index that are read like the whole, it among them if it is one; it is in scratch_
  /// then.
  Result<std::vector<Instead>> sounding_like(const std::string& word);
  /// The same, and `word` with one of its words replaced by another word of the index that is read
  /// like that one; the most common first.
  Result<std::vector<Instead>> compounds_sounding_like(const std::string& word);
  Result<std::uint64_t> cases_with(std::string_view word) const;
  /// No fewer than the cases that say `word`: those with the rarest of its pairs of characters;
  /// nothing for a word without pairs.
  std::optional<std::uint64_t> most_cases_with(const std::string& word);

  Sources sources_;
  AnalyzedText scratch_;
  CharacterGrams characters_;
};

}  // namespace kizuki
