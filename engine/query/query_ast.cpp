#include "engine/query/query_ast.hpp"

#include <algorithm>
#include <string_view>

#include "engine/query/query_characters.hpp"

namespace kizuki {
namespace {

using Kind = QueryNode::Kind;

std::string quoted(const std::string& text) {
  std::string out = "\"";
  return out.append(text).append("\"");
}

std::string print_filter(const QueryNode& node) {
  std::string out =
      node.field == FilterField::kOther ? node.facet : std::string(filter_field_label(node.field));
  out += ':';
  if (needs_quotes(node.text)) return out += quoted(node.text);
  return out += node.text;
}

std::string bracketed(const QueryNode& node) {
  std::string out = "(";
  return out.append(print_query(node)).append(")");
}

/// The node as an operand of "-" or OR: what is made of several parts gets brackets.
std::string print_operand(const QueryNode& node) {
  const bool brackets = node.kind == Kind::kAll || node.kind == Kind::kAny;
  return brackets ? bracketed(node) : print_query(node);
}

std::string join(const std::vector<QueryNode>& nodes, std::string_view separator,
                 bool any_is_bare) {
  std::string out;
  for (const QueryNode& node : nodes) {
    if (!out.empty()) out += separator;
    out += any_is_bare && node.kind == Kind::kAny ? print_query(node) : print_operand(node);
  }
  return out;
}

}  // namespace

std::string print_query(const QueryNode& node) {
  switch (node.kind) {
    case Kind::kWord:
      return node.text;
    case Kind::kPhrase:
      return quoted(node.text);
    case Kind::kFilter:
      return print_filter(node);
    case Kind::kNot: {
      const QueryNode& child = node.children.front();
      std::string out = "-";
      return out += child.kind == Kind::kNot ? bracketed(child) : print_operand(child);
    }
    case Kind::kAny:
      return join(node.children, " OR ", false);
    case Kind::kAll:
      break;
  }
  return join(node.children, " ", true);
}

std::string facet_name(const QueryNode& filter) {
  if (filter.field == FilterField::kOther) return filter.facet;
  return std::string(filter_field_name(filter.field));
}

bool same_structure(const QueryNode& left, const QueryNode& right) {
  return left.kind == right.kind && left.text == right.text &&
         (left.kind != Kind::kFilter || facet_name(left) == facet_name(right)) &&
         std::equal(left.children.begin(), left.children.end(), right.children.begin(),
                    right.children.end(), same_structure);
}

}  // namespace kizuki
