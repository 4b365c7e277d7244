#include "engine/query/plan_matcher.hpp"

#include <algorithm>

#include "engine/query/filter_field.hpp"
#include "engine/query/phrase_matcher.hpp"

namespace kizuki {

PlanMatcher::PlanMatcher(const CaseAnalysis& analysis, const std::vector<Facet>& facets)
    : analysis_(analysis), facets_(facets) {
  for (const AnalyzedField& field : analysis.fields) {
    for (const TermOccurrence& occurrence : field.occurrences) {
      auto& terms = occurrence.kind == TermKind::kBigram ? bigrams_ : words_;
      terms.insert(analysis.terms[occurrence.term]);
    }
  }
}

bool PlanMatcher::has_term(const PlanTerm& term) const {
  return (term.kind == TermKind::kBigram ? bigrams_ : words_).count(term.text) > 0;
}

bool PlanMatcher::has_group(const RankedGroup& group) const {
  return std::any_of(group.members.begin(), group.members.end(), [&](const auto& member) {
    return std::all_of(member.terms.begin(), member.terms.end(),
                       [&](const PlanTerm& term) { return has_term(term); });
  });
}

bool PlanMatcher::has_facet(const Facet& facet) const {
  if (facet.name == filter_field_name(FilterField::kId)) return facet.value == analysis_.id;
  return std::binary_search(facets_.begin(), facets_.end(), facet);
}

bool PlanMatcher::has_phrase(const PhrasePattern& pattern) const {
  const auto known = [&](const auto& unit) { return words_.count(unit.term) > 0; };
  if (!std::all_of(pattern.units.begin(), pattern.units.end(), known)) return false;
  return std::any_of(analysis_.fields.begin(), analysis_.fields.end(), [&](const auto& field) {
    return !find_phrase(pattern, field, analysis_.terms).empty();
  });
}

bool PlanMatcher::matches(const QueryPlan& plan) const {
  const auto has = [&](const RankedTerm& ranked) { return has_term(ranked.term); };
  const auto has_one_of = [&](const RankedGroup& group) { return has_group(group); };
  if (plan.wants_ranked && std::none_of(plan.ranked.begin(), plan.ranked.end(), has) &&
      std::none_of(plan.groups.begin(), plan.groups.end(), has_one_of)) {
    return false;
  }
  return matches(plan.condition);
}

bool PlanMatcher::matches(const PlanNode& condition) const {
  const auto begin = condition.children.begin();
  const auto end = condition.children.end();
  const auto match = [&](const PlanNode& child) { return matches(child); };
  switch (condition.kind) {
    case PlanNode::Kind::kNothing:
      return false;
    case PlanNode::Kind::kEverything:
      return true;
    case PlanNode::Kind::kTerm:
      return has_term(condition.term);
    case PlanNode::Kind::kFacet:
      return has_facet(condition.facet);
    case PlanNode::Kind::kPhrase:
      return has_phrase(condition.phrase);
    case PlanNode::Kind::kAny:
      return std::any_of(begin, end, match);
    case PlanNode::Kind::kAll:
      return std::all_of(begin, end, match);
    case PlanNode::Kind::kNot:
      break;
  }
  return !matches(condition.children.front());
}

}  // namespace kizuki
