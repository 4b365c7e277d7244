// What candidates are looked for: a plan under the term budget. Inside engine/query only.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/index/case_analysis.hpp"
#include "engine/query/query_plan.hpp"

namespace kizuki {

/// A group with what it adds to a score: the score of the best member that a case has.
struct ScoredGroup {
  struct Member {
    std::vector<PlanTerm> terms;  // distinct, one or more: the member is there when all are
    double score = 0.0;           // above 0
  };
  std::vector<Member> members;
  double value = 0.0;           // for the term budget, on the scale of weight × idf
  std::uint64_t frequency = 0;  // cases that the posting lists hold, at most
};

/// The conditions of a query and what ranks its cases. What is required brings cases in, all that
/// is named adds to their scores.
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

}  // namespace kizuki
