#include "engine/query/query_plan.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <fmt/format.h>

namespace kizuki {
namespace {

using Kind = PlanNode::Kind;

/// How many of the children can be the reason of a match: not those that exclude.
std::size_t positive_children(const PlanNode& node) {
  return node.kind == Kind::kExcept ? 1 : node.children.size();
}

void collect(const PlanNode& node, PositiveParts& parts) {
  if (node.kind == Kind::kPhrase) {
    parts.phrases.push_back(&node);
    return;  // its terms count where the phrase stands, nowhere else
  }
  if (node.kind == Kind::kTerm && node.term.weight > 0.0) {
    const bool bigram = node.term.kind == TermKind::kBigram;
    const auto same = std::find_if(parts.terms.begin(), parts.terms.end(), [&](const auto& term) {
      return term.text == node.term.text && (term.kind == TermKind::kBigram) == bigram;
    });
    if (same == parts.terms.end()) {
      parts.terms.push_back(node.term);
    } else {
      same->weight = std::max(same->weight, node.term.weight);
    }
  }
  for (std::size_t i = 0; i < positive_children(node); ++i) collect(node.children[i], parts);
}

std::string_view operator_name(Kind kind) {
  switch (kind) {
    case Kind::kSum:
      return "sum";
    case Kind::kBest:
      return "best";
    case Kind::kAll:
      return "all";
    case Kind::kMaybe:
      return "maybe";
    case Kind::kFilter:
      return "filter";
    case Kind::kExcept:
      return "except";
    default:
      return "";
  }
}

std::string print_children(const PlanNode& node) {
  const bool first_is_base =
      node.kind == Kind::kMaybe || node.kind == Kind::kFilter || node.kind == Kind::kExcept;
  std::string out;
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    if (i > 0) out += first_is_base && i == 1 ? " | " : " ";
    out += print_plan(node.children[i]);
  }
  return out;
}

std::string print_term(const PlanTerm& term) {
  const std::string_view mark = term.kind == TermKind::kBigram ? "~" : "";
  if (term.weight == 1.0) return fmt::format("{}{}", mark, term.text);
  return fmt::format("{}{}*{:.4g}", mark, term.text, term.weight);
}

std::string print_pattern(const PhrasePattern& pattern) {
  std::string out;
  for (const auto& unit : pattern.units) {
    if (!out.empty()) out += unit.gap.empty() ? " " : fmt::format(" <{}> ", unit.gap);
    out += unit.term;
  }
  return out;
}

}  // namespace

PositiveParts positive_parts(const PlanNode& root) {
  PositiveParts parts;
  collect(root, parts);
  return parts;
}

bool can_rank(const PlanNode& root) {
  if (root.kind == Kind::kTerm) return root.term.weight > 0.0;
  const auto end = root.children.begin() + static_cast<std::ptrdiff_t>(positive_children(root));
  return !root.children.empty() && std::any_of(root.children.begin(), end, can_rank);
}

bool needs_order(const PlanNode& root) {
  return (root.kind == Kind::kPhrase && root.phrase.units.size() > 1) ||
         std::any_of(root.children.begin(), root.children.end(), needs_order);
}

std::string print_plan(const PlanNode& root) {
  switch (root.kind) {
    case Kind::kNothing:
      return "nothing";
    case Kind::kEverything:
      return "everything";
    case Kind::kTerm:
      return print_term(root.term);
    case Kind::kFacet:
      return root.facet.name + ":" + root.facet.value;
    case Kind::kPhrase:
      return fmt::format("phrase[{}]({})", print_pattern(root.phrase), print_children(root));
    default:
      return fmt::format("{}({})", operator_name(root.kind), print_children(root));
  }
}

}  // namespace kizuki
