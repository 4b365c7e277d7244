// Plan → Xapian's query. Inside engine/query only.
//
// Xapian 1.4.22 (Debian 12) sets bounds to what may be built here, all found by comparing random
// queries with an exhaustive scorer (tests/engine/query/searcher_agreement_test.cpp):
// - OP_MAX reads freed memory in about one query of ten, and takes an OR below it for more members
//   of the MAX. It is not used.
// - When a sublist runs dry while the matcher prunes, an AND_MAYBE may turn into an AND that skips
//   one case: about one query of a thousand loses a hit in 150 cases. Small corpora are therefore
//   searched without pruning (FirstStage::best); in large ones the case is one of very many.
// So each term ranks once, in one flat OR, a group of words is a term to Xapian (group_source.hpp),
// and all structure is a condition without weights.
#pragma once

#include <string>
#include <vector>

#include "engine/query/facet_query.hpp"
#include "engine/query/group_source.hpp"
#include "engine/query/query_plan.hpp"

namespace Xapian {
class Query;
}

namespace kizuki {

/// What candidates are looked for.
struct CandidateQuery {
  std::vector<RankedTerm> required;  // one of them must be there; empty: the condition decides
  std::vector<RankedTerm> raising;   // only add to the score
  const PlanNode* condition = nullptr;
  std::vector<ScoredGroup> required_groups;  // or one of these
  std::vector<ScoredGroup> raising_groups;
  /// Cases with one of these are candidates too, with what the words give them, perhaps nothing.
  std::vector<Facet> related = {};

  bool has_required() const { return !required.empty() || !required_groups.empty(); }
  /// Something decides beside the condition which cases match.
  bool has_choice() const { return has_required() || !related.empty(); }
  bool has_raising() const { return !raising.empty() || !raising_groups.empty(); }
};

/// The term as it stands in the text index.
std::string stored_term(const PlanTerm& term);

/// The query whose weights are the scores. Its matches are all cases of the query and, where the
/// condition needs the order of terms, others that have the terms. May throw Xapian::Error.
Xapian::Query to_text_index_query(const CandidateQuery& query, const FacetQuery& facets);

}  // namespace kizuki
