#include "engine/query/facet_alternatives.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "engine/query/plan_builder.hpp"

namespace kizuki {
namespace {

/// The facet that a node filters by; empty when it is no such filter.
std::string filtered_facet(const PlanNode& node) {
  if (node.kind == PlanNode::Kind::kFacet) return node.facet.name == "id" ? "" : node.facet.name;
  if (node.kind != PlanNode::Kind::kAny || node.children.empty()) return "";
  const std::string name = filtered_facet(node.children.front());
  const bool same =
      std::all_of(node.children.begin(), node.children.end(), [&](const PlanNode& child) {
        return child.kind == PlanNode::Kind::kFacet && child.facet.name == name;
      });
  return same ? name : "";
}

}  // namespace

std::vector<FacetAlternative> facet_alternatives(const PlanNode& condition) {
  if (const std::string name = filtered_facet(condition); !name.empty()) {
    return {{name, plan_node(PlanNode::Kind::kEverything)}};
  }
  std::vector<FacetAlternative> alternatives;
  if (condition.kind != PlanNode::Kind::kAll) return alternatives;
  const auto& children = condition.children;
  for (std::size_t i = 0; i < children.size(); ++i) {
    const std::string name = filtered_facet(children[i]);
    const auto of_same_facet =
        std::count_if(children.begin(), children.end(),
                      [&](const PlanNode& child) { return filtered_facet(child) == name; });
    if (name.empty() || of_same_facet > 1) continue;
    std::vector<PlanNode> others = children;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    alternatives.push_back({name, plan_group(PlanNode::Kind::kAll, std::move(others))});
  }
  return alternatives;
}

}  // namespace kizuki
