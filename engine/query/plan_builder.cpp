#include "engine/query/plan_builder.hpp"

#include <iterator>

namespace kizuki {

using Kind = PlanNode::Kind;

PlanNode plan_node(Kind kind, std::vector<PlanNode> children) {
  PlanNode node;
  node.kind = kind;
  node.children = std::move(children);
  return node;
}

PlanNode plan_term(PlanTerm term) {
  PlanNode node = plan_node(Kind::kTerm);
  node.term = std::move(term);
  return node;
}

PlanNode plan_group(Kind kind, std::vector<PlanNode> nodes) {
  if (nodes.size() == 1) return std::move(nodes.front());
  return plan_node(kind, std::move(nodes));
}

void SequenceBuilder::add_optional(PlanNode node, bool plain) {
  optional_.push_back(std::move(node));
  plain_ = plain_ && plain;
}

void SequenceBuilder::add_filter(const FilterKey& key, std::vector<PlanNode> values) {
  auto& alternatives = filters_[key];
  std::move(values.begin(), values.end(), std::back_inserter(alternatives));
}

bool SequenceBuilder::is_void() const {
  const bool asks = !optional_.empty() || !required_.empty() || !filters_.empty();
  return !asks && (has_ignored_ || excluded_.empty());
}

bool SequenceBuilder::is_plain() const {
  return words_decide() && filters_.empty() && excluded_.empty();
}

std::vector<PlanNode> SequenceBuilder::strict_parts() {
  std::vector<PlanNode> parts = std::move(required_);
  for (auto& [key, values] : filters_) parts.push_back(plan_group(Kind::kAny, std::move(values)));
  for (PlanNode& node : excluded_) {
    std::vector<PlanNode> child;
    child.push_back(std::move(node));
    parts.push_back(plan_node(Kind::kNot, std::move(child)));
  }
  return parts;
}

PlanNode SequenceBuilder::condition_beside_words() && {
  std::vector<PlanNode> parts = strict_parts();
  if (parts.empty()) return plan_node(Kind::kEverything);
  return plan_group(Kind::kAll, std::move(parts));
}

PlanNode SequenceBuilder::condition() && {
  const bool optional_decides = required_.empty() && !optional_.empty();
  std::vector<PlanNode> parts = strict_parts();
  if (optional_decides) {
    parts.insert(parts.begin(), plan_group(Kind::kAny, std::move(optional_)));
  }
  if (parts.empty()) return plan_node(Kind::kEverything);
  return plan_group(Kind::kAll, std::move(parts));
}

}  // namespace kizuki
