#include "engine/query/search_context.hpp"

#include <algorithm>
#include <utility>

namespace kizuki {
namespace {

Result<double> term_value(const FirstStage& index, const PlanTerm& term) {
  const auto frequency = index.document_frequency(term);
  if (!frequency) return frequency.error();
  return term.weight * inverse_document_frequency(index.case_count(), *frequency);
}

Result<OperandStatistics> statistics_of(const FirstStage& index, const PlanNode& operand) {
  OperandStatistics statistics;
  if (operand.kind == PlanNode::Kind::kTerm) {
    const auto frequency = index.document_frequency(operand.term);
    if (!frequency) return frequency.error();
    statistics.frequency = *frequency;
    statistics.value =
        operand.term.weight * inverse_document_frequency(index.case_count(), *frequency);
    return statistics;
  }
  // A filter or an exclusion inside a group can bring in any case.
  if (operand.children.empty()) statistics.frequency = index.case_count();
  for (const PlanNode& child : operand.children) {
    const auto inner = statistics_of(index, child);
    if (!inner) return inner.error();
    statistics.frequency += inner->frequency;
    statistics.value = std::max(statistics.value, inner->value);
  }
  return statistics;
}

}  // namespace

std::string_view SearchContext::id_of(const Candidate& candidate) const {
  return readers[candidate.compartment].case_id(candidate.document);
}

void SearchContext::sort(std::vector<Candidate>& candidates) const {
  std::sort(candidates.begin(), candidates.end(), [&](const auto& left, const auto& right) {
    if (left.score != right.score) return left.score > right.score;
    const std::string_view left_id = id_of(left);
    const std::string_view right_id = id_of(right);
    return left_id != right_id ? left_id < right_id : left.compartment < right.compartment;
  });
}

Result<BudgetedPlan> SearchContext::budgeted(const PlanNode& root) const {
  const PlanNode* base = ranked_base(root);
  if (base == nullptr) return BudgetedPlan{root, root, false};
  std::vector<OperandStatistics> statistics;
  for (const PlanNode& operand : base->children) {
    const auto found = statistics_of(first_stage, operand);
    if (!found) return found.error();
    statistics.push_back(*found);
  }
  return apply_term_budget(root, statistics, first_stage.case_count(), settings);
}

Result<SnippetQuery> SearchContext::snippet_query(const PositiveParts& parts) const {
  SnippetQuery query;
  for (const PlanTerm& term : parts.terms) {
    const auto value = term_value(first_stage, term);
    if (!value) return value.error();
    query.terms.push_back({&term, *value});
  }
  for (const PlanNode* phrase : parts.phrases) {
    double sum = 0.0;
    for (const PlanNode& child : phrase->children) {
      const auto value = term_value(first_stage, child.term);
      if (!value) return value.error();
      sum += *value;
    }
    query.phrases.push_back({&phrase->phrase, sum});
  }
  return query;
}

Result<void> SearchContext::add_details(const SnippetQuery& query, const Candidate& candidate,
                                        Hit& hit) const {
  auto analysis = readers[candidate.compartment].analysis(candidate.document);
  if (!analysis) return std::move(analysis).error();
  for (const AnalyzedField& field : analysis->fields) {
    if (field.kind != FieldKind::kTitle) continue;
    hit.title = field.text;
    hit.title_marks = find_marks(query, *analysis, field);
    break;
  }
  hit.snippets = make_snippets(query, *analysis);
  hit.facets = std::move(analysis->facets);
  return {};
}

}  // namespace kizuki
