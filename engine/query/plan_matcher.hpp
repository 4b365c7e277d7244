// Whether a case belongs to the result of a plan, read from its stored analysis.
#pragma once

#include <string_view>
#include <unordered_set>
#include <vector>

#include "engine/index/case_analysis.hpp"
#include "engine/query/query_plan.hpp"

namespace kizuki {

/// Decides membership as QueryPlan defines it, phrases included. Holds views into the analysis.
class PlanMatcher {
 public:
  /// `facets`: those that the case has, ascending.
  PlanMatcher(const CaseAnalysis& analysis, const std::vector<Facet>& facets);
  /// By the facets of its record alone.
  explicit PlanMatcher(const CaseAnalysis& analysis) : PlanMatcher(analysis, analysis.facets) {}

  bool matches(const QueryPlan& plan) const;
  bool matches(const PlanNode& condition) const;

 private:
  bool has_term(const PlanTerm& term) const;
  bool has_group(const RankedGroup& group) const;
  bool has_facet(const Facet& facet) const;
  bool has_phrase(const PhrasePattern& pattern) const;

  const CaseAnalysis& analysis_;
  const std::vector<Facet>& facets_;
  std::unordered_set<std::string_view> words_;  // and parts
  std::unordered_set<std::string_view> bigrams_;
};

}  // namespace kizuki
