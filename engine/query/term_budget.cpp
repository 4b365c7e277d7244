#include "engine/query/term_budget.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <utility>

namespace kizuki {
namespace {

using Kind = PlanNode::Kind;

/// Operands of the sum that are kept, heaviest first.
std::vector<std::size_t> by_value(const std::vector<OperandStatistics>& statistics,
                                  std::size_t limit) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < statistics.size(); ++i) {
    if (statistics[i].frequency > 0) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    return statistics[left].value > statistics[right].value;
  });
  if (order.size() > limit) order.resize(limit);
  return order;
}

/// How many of `order` are required.
std::size_t required_count(const std::vector<std::size_t>& order,
                           const std::vector<OperandStatistics>& statistics, std::uint64_t cases,
                           const RankingSettings& settings) {
  if (cases < settings.budget_least_cases) return order.size();
  const double budget = settings.required_share * static_cast<double>(cases);
  std::uint64_t sum = 0;
  std::size_t count = 0;
  for (; count < order.size(); ++count) {
    sum += statistics[order[count]].frequency;
    if (count >= settings.required_least && static_cast<double>(sum) > budget) break;
  }
  return count;
}

/// The operands order[begin, end) in the order of the query.
PlanNode part_of(const PlanNode& sum, std::vector<std::size_t> order, std::size_t begin,
                 std::size_t end) {
  const auto first = order.begin();
  std::sort(first + static_cast<std::ptrdiff_t>(begin), first + static_cast<std::ptrdiff_t>(end));
  PlanNode part;
  part.kind = Kind::kSum;
  for (std::size_t i = begin; i < end; ++i) part.children.push_back(sum.children[order[i]]);
  return part;
}

PlanNode& base_of(PlanNode& root) {
  PlanNode* node = &root;
  while (node->kind == Kind::kFilter || node->kind == Kind::kExcept) node = &node->children.front();
  return *node;
}

}  // namespace

const PlanNode* ranked_base(const PlanNode& root) {
  const PlanNode* node = &root;
  while (node->kind == Kind::kFilter || node->kind == Kind::kExcept) node = &node->children.front();
  return node->kind == Kind::kSum ? node : nullptr;
}

BudgetedPlan apply_term_budget(const PlanNode& root,
                               const std::vector<OperandStatistics>& statistics,
                               std::uint64_t cases, const RankingSettings& settings) {
  assert(ranked_base(root) && ranked_base(root)->children.size() == statistics.size());
  const std::vector<std::size_t> order = by_value(statistics, settings.scored_terms);
  if (order.empty()) return {};
  BudgetedPlan plan{root, root, false};
  const PlanNode& sum = *ranked_base(root);
  base_of(plan.whole) = part_of(sum, order, 0, order.size());
  const std::size_t required = required_count(order, statistics, cases, settings);
  plan.differ = required < order.size();
  if (!plan.differ) {
    plan.narrowed = plan.whole;
    return plan;
  }
  PlanNode maybe;
  maybe.kind = Kind::kMaybe;
  maybe.children.push_back(part_of(sum, order, 0, required));
  maybe.children.push_back(part_of(sum, order, required, order.size()));
  base_of(plan.narrowed) = std::move(maybe);
  return plan;
}

}  // namespace kizuki
