#include "engine/query/query_plan.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace kizuki {
namespace {

using Kind = PlanNode::Kind;

bool is_one_word(const PhrasePattern& pattern) {
  return pattern.units.size() == 1 && pattern.head.empty() && pattern.tail.empty();
}

void collect_phrases(const PlanNode& node, std::vector<const PhrasePattern*>& phrases) {
  if (node.kind == Kind::kNot) return;
  if (node.kind == Kind::kPhrase) phrases.push_back(&node.phrase);
  for (const PlanNode& child : node.children) collect_phrases(child, phrases);
}

std::string print_term(const PlanTerm& term) {
  return (term.kind == TermKind::kBigram ? "~" : "") + term.text;
}

std::string print_pattern(const PhrasePattern& pattern) {
  std::string out = pattern.head.empty() ? "" : fmt::format("<{}>", pattern.head);
  for (const auto& unit : pattern.units) {
    if (!out.empty()) out += unit.gap.empty() ? " " : fmt::format(" <{}> ", unit.gap);
    out += unit.term;
  }
  if (!pattern.tail.empty()) out += fmt::format(" <{}>", pattern.tail);
  return out;
}

std::string print_group(std::string_view name, const std::vector<PlanNode>& children) {
  std::string out;
  for (const PlanNode& child : children) {
    if (!out.empty()) out += " ";
    out += print_condition(child);
  }
  return fmt::format("{}({})", name, out);
}

std::string print_ranked(const std::vector<RankedTerm>& ranked) {
  std::string out;
  for (const RankedTerm& entry : ranked) {
    if (!out.empty()) out += " ";
    out += print_term(entry.term);
    if (entry.weight != 1.0) out += fmt::format("*{:.4g}", entry.weight);
  }
  return out;
}

std::string print_groups(const std::vector<RankedGroup>& groups) {
  std::string out;
  for (const RankedGroup& group : groups) {
    out += fmt::format(" {{{}:", group.word);
    for (const RankedGroup::Member& member : group.members) {
      if (member.kind == RankedGroup::Kind::kWord) continue;
      const bool half =
          member.kind == RankedGroup::Kind::kWeaker || member.kind == RankedGroup::Kind::kReading;
      out += fmt::format(" {}{}", half ? "~" : "", member.text);
    }
    out += "}";
  }
  return out;
}

}  // namespace

std::string_view group_kind_code(RankedGroup::Kind kind) {
  switch (kind) {
    case RankedGroup::Kind::kWord:
      return "word";
    case RankedGroup::Kind::kEquivalent:
      return "equivalent";
    case RankedGroup::Kind::kWeaker:
      return "weaker";
    case RankedGroup::Kind::kSpelling:
      return "spelling";
    case RankedGroup::Kind::kReading:
      break;
  }
  return "reading";
}

bool same_term(const PlanTerm& left, const PlanTerm& right) {
  return left.text == right.text &&
         (left.kind == TermKind::kBigram) == (right.kind == TermKind::kBigram);
}

std::vector<const PhrasePattern*> positive_phrases(const PlanNode& condition) {
  std::vector<const PhrasePattern*> phrases;
  collect_phrases(condition, phrases);
  return phrases;
}

bool needs_order(const PlanNode& condition) {
  return (condition.kind == Kind::kPhrase && !is_one_word(condition.phrase)) ||
         std::any_of(condition.children.begin(), condition.children.end(), needs_order);
}

std::string print_condition(const PlanNode& condition) {
  switch (condition.kind) {
    case Kind::kNothing:
      return "nothing";
    case Kind::kEverything:
      return "everything";
    case Kind::kTerm:
      return print_term(condition.term);
    case Kind::kFacet:
      return condition.facet.name + ":" + condition.facet.value;
    case Kind::kPhrase:
      return "[" + print_pattern(condition.phrase) + "]";
    case Kind::kAny:
      return print_group("any", condition.children);
    case Kind::kAll:
      return print_group("all", condition.children);
    case Kind::kNot:
      break;
  }
  return print_group("not", condition.children);
}

std::string print_plan(const QueryPlan& plan) {
  std::string condition = print_condition(plan.condition);
  if (plan.ranked.empty()) return condition;
  const std::string_view name = plan.wants_ranked ? "any" : "rank";
  std::string out =
      fmt::format("{}({}{})", name, print_ranked(plan.ranked), print_groups(plan.groups));
  if (plan.condition.kind != Kind::kEverything) out += " where " + condition;
  return out;
}

}  // namespace kizuki
