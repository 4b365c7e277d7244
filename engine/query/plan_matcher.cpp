#include "engine/query/plan_matcher.hpp"

#include <algorithm>

#include "engine/query/filter_field.hpp"
#include "engine/query/phrase_matcher.hpp"

namespace kizuki {

PlanMatcher::PlanMatcher(const CaseAnalysis& analysis) : analysis_(analysis) {
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

bool PlanMatcher::has_facet(const Facet& facet) const {
  if (facet.name == filter_field_name(FilterField::kId)) return facet.value == analysis_.id;
  return std::binary_search(analysis_.facets.begin(), analysis_.facets.end(), facet);
}

bool PlanMatcher::has_phrase(const PhrasePattern& pattern) const {
  const auto known = [&](const auto& unit) { return words_.count(unit.term) > 0; };
  if (!std::all_of(pattern.units.begin(), pattern.units.end(), known)) return false;
  return std::any_of(analysis_.fields.begin(), analysis_.fields.end(), [&](const auto& field) {
    return !find_phrase(pattern, field, analysis_.terms).empty();
  });
}

bool PlanMatcher::matches(const PlanNode& node) const {
  const auto begin = node.children.begin();
  const auto end = node.children.end();
  const auto match = [&](const PlanNode& child) { return matches(child); };
  switch (node.kind) {
    case PlanNode::Kind::kNothing:
      return false;
    case PlanNode::Kind::kEverything:
      return true;
    case PlanNode::Kind::kTerm:
      return has_term(node.term);
    case PlanNode::Kind::kFacet:
      return has_facet(node.facet);
    case PlanNode::Kind::kPhrase:
      return has_phrase(node.phrase);
    case PlanNode::Kind::kSum:
    case PlanNode::Kind::kBest:
      return std::any_of(begin, end, match);
    case PlanNode::Kind::kMaybe:
      return matches(node.children.front());
    case PlanNode::Kind::kAll:
    case PlanNode::Kind::kFilter:
      return std::all_of(begin, end, match);
    case PlanNode::Kind::kExcept:
      break;
  }
  return matches(node.children.front()) && std::none_of(begin + 1, end, match);
}

}  // namespace kizuki
