// Ranked search over a generation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/clock.hpp"
#include "engine/base/result.hpp"
#include "engine/corpus/taxonomy.hpp"
#include "engine/index/generation.hpp"
#include "engine/query/background_frequencies.hpp"
#include "engine/query/hit_list.hpp"
#include "engine/query/query_ast.hpp"
#include "engine/query/query_choices.hpp"
#include "engine/query/query_knowledge.hpp"
#include "engine/query/query_plan.hpp"
#include "engine/query/ranking_settings.hpp"
#include "engine/query/search_advice.hpp"
#include "engine/query/similarity.hpp"
#include "engine/text/analyzer.hpp"

namespace kizuki {

inline constexpr std::size_t kMaxHits = 1'000;
inline constexpr std::size_t kMaxHitOffset = 10'000;

/// Tells for each case, in order, whether it may be shown as it lies in that compartment now (the
/// library may have moved or erased it since the generation was built). An answer of another length
/// hides them all.
using VisibilityGate = std::function<std::vector<bool>(const std::vector<CaseAddress>&)>;

enum class HitOrder : std::uint8_t {
  kRelevance,
  kNewest,  // year descending; cases without a year last; within a year by relevance
  kOldest,  // year ascending, else the same
};

struct SearchOptions {
  std::size_t limit = 10;  // 1 … kMaxHits
  std::size_t offset = 0;  // hits left out in front, 0 … kMaxHitOffset
  bool details = true;     // title, snippets and facets of each hit
  bool explain = false;    // with details: the explanation of each hit
  bool count_total = true;
  bool facet_counts = false;
  QueryChoices choices;
  HitOrder order = HitOrder::kRelevance;
  VisibilityGate is_visible;  // none: everything is visible
  /// False when the caller knows that the library hides nothing that this state of the index holds:
  /// totals and facet counts are then taken without asking the gate. Hits are asked for always.
  bool gate_counts = true;
  Deadline deadline;
};

/// What similar cases are looked for: those like a case of the index, or like a text.
struct SimilarQuery {
  std::string case_id;  // empty: `text` counts
  std::string text;     // notes
  SimilarPurpose purpose = SimilarPurpose::kSituation;
  std::vector<QueryNode> filters;  // parse_filter
};

/// Searches compartments of one state of the index, which it keeps open. One a thread; opening
/// costs a few file opens.
class Searcher {
 public:
  struct Sources {
    std::shared_ptr<const Generation> generation;
    std::shared_ptr<const AnalyzerModel> model;
    std::shared_ptr<const Taxonomy> taxonomy;
    /// For small collections; null: none.
    std::shared_ptr<const BackgroundFrequencies> background = nullptr;
    /// Synonyms and the like; null: none.
    std::shared_ptr<const QueryKnowledge> knowledge = nullptr;
  };

  /// `compartments` are what the reader may read; what does not exist holds no cases and is
  /// skipped, so that rights may name more than there is. More than a few are read through a view:
  /// the cost of a query grows with the square of the databases (1,700 of them: 0.5 s). Errors:
  /// those of parts_to_read and Generation::open_parts.
  static Result<Searcher> open(const Sources& sources, const std::vector<std::string>& compartments,
                               const RankingSettings& settings = {});
  /// All compartments.
  static Result<Searcher> open_all(const Sources& sources, const RankingSettings& settings = {});

  ~Searcher();
  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;

  /// The generation was made by another version of the analyser than the one that reads the query:
  /// it still answers, but words may be cut differently. Build a new one.
  bool degraded() const;

  /// The plan that search() would follow, for explanations. Errors: QueryPlanner::plan.
  Result<QueryPlan> plan(const ParsedQuery& query, const QueryChoices& choices = {});

  /// Hits by BM25 over all opened compartments together, score descending, ties by id ascending.
  /// Score: sum over the ranked terms of weight × idf × (Q+1)·wdf′ / (Q + wdf′), Q and wdf′ as in
  /// the index format (the case's length lies in wdf′; Robertson & Zaragoza 2009), idf as in
  /// TermRarity; and over the groups, as GroupScoring has it; for the best
  /// RankingSettings::pool_size of all hits by this score, whatever page is asked for, plus that of
  /// characters (rescoring.hpp).
  /// - Above RankingSettings::budget_least_cases only cases with one of the heaviest terms are
  ///   scored, unless they are fewer than asked for; the total still counts all.
  /// - Phrases are checked on the stored analysis, candidate by candidate in order of score, at
  ///   most RankingSettings::candidate_limit; the same for what the gate hides.
  /// - Ties at the border of several compartments are in order when fewer than that limit share
  ///   the score.
  /// The deadline is looked at between stages; when it passes, what was found is returned with
  /// `partial`.
  /// Errors: kInvalidArgument (limit, offset), QueryPlanner::plan, kCorrupt.
  Result<HitList> search(const ParsedQuery& query, const SearchOptions& options);

  /// What to try instead of a query that found `found` cases by search() with the same options: a
  /// suggestion for a word that no case has, and when nothing was found what to give up. Costs a
  /// look at the vocabulary for each such word (at most eight) and a few counts. Errors: those of
  /// search.
  Result<SearchAdvice> advise(const ParsedQuery& query, const SearchOptions& options,
                              std::uint64_t found);

  /// Cases like a case, or like what a text tells: its words and characters as a query, then what
  /// the cases have in common (similar_ranking.hpp). The seed itself is no hit and counts nowhere.
  /// Near duplicates stand behind the best of them. Filters narrow what is found. Scores are
  /// comparable within one call only.
  /// Errors: kNotFound (no such case, or it may not be shown), kInvalidQuery (the text has no word,
  /// or is too long), kInvalidEncoding, those of search.
  Result<HitList> similar(const SimilarQuery& query, const SearchOptions& options);

 private:
  struct State;
  explicit Searcher(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kizuki
