// One search, stage by stage. Inside engine/query only.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/query/candidate_filter.hpp"
#include "engine/query/first_stage.hpp"
#include "engine/query/hit_list.hpp"
#include "engine/query/near_duplicates.hpp"
#include "engine/query/pool_ranking.hpp"
#include "engine/query/query_plan.hpp"
#include "engine/query/search_context.hpp"
#include "engine/query/searcher.hpp"

namespace kizuki {

/// Stages: candidates in order of the first stage's score → phrases and visibility → the best of
/// them re-scored → hits with details → total → facet counts. The deadline is looked at before
/// each. One a query.
class SearchRun {
 public:
  /// All arguments must outlive the run. `ranking` may be null. `folds`: cases of the pool that say
  /// nearly the same as a better one stand behind it.
  SearchRun(const SearchContext& context, const QueryPlan& plan, const SearchOptions& options,
            const PoolRanking* ranking, bool folds = false);

  Result<HitList> run();

 private:
  /// At least `needed` candidates are looked for, so that the pool is the same for every page.
  std::size_t needed(const CandidateQuery& source) const;
  struct Selection {
    std::vector<Candidate> accepted;  // in the first stage's order, at most needed()
    bool complete = false;            // the last page held all candidates
  };

  std::vector<Facet> related() const;
  CandidateQuery whole_query(const BudgetedTerms& terms) const;
  Result<Selection> select(const CandidateQuery& source, std::size_t wanted);
  /// The whole result, year after year, as far as it is wanted.
  Result<Selection> select_by_year(const CandidateQuery& whole);
  Result<CandidatePage> fetch(const CandidateQuery& source, std::size_t window) const;
  /// Scores the pool, which is the front of `accepted`, anew and sorts it.
  Result<void> rescore(std::vector<Candidate>& accepted, HitList& list);
  Result<void> add_hits(const std::vector<Candidate>& accepted, HitList& list);
  Result<void> add_counts(const CandidateQuery& whole, const Selection& selection, HitList& list);
  Result<void> count_checked(CandidatePage page, HitList& list);
  /// Counts each facet that is filtered by as if it were not, so that alternatives can be seen.
  Result<void> count_alternatives(const CandidateQuery& whole, HitList& list);
  std::vector<FacetCounts> facets_of(const std::vector<Candidate>& candidates) const;
  ScoreParts parts_of_score(const Candidate& candidate) const;
  bool late(HitList& list) const;

  const SearchContext& context_;
  const QueryPlan& plan_;
  const SearchOptions& options_;
  const PoolRanking* ranking_;
  bool folds_;
  std::vector<FoldedCase> folded_;  // best first
  // The pool after the first and the second stage, when the hits are to be explained.
  std::vector<Candidate> by_words_;
  std::vector<Candidate> by_characters_;
  CandidateFilter filter_;
  std::size_t wanted_;
};

}  // namespace kizuki
