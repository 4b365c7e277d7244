#include "engine/query/text_index_query.hpp"

#include <algorithm>
#include <vector>

#include <xapian.h>

#include "engine/index/index_term.hpp"
#include "engine/query/filter_field.hpp"

namespace kizuki {
namespace {

using Kind = PlanNode::Kind;
using Query = Xapian::Query;

std::string stored_facet(const Facet& facet) {
  if (facet.name == filter_field_name(FilterField::kId)) return id_term(facet.value);
  return facet_term(facet.name, facet.value);
}

Query scaled(Query query, double weight) { return weight == 1.0 ? query : Query(weight, query); }

std::vector<Query> convert_children(const PlanNode& node, std::size_t from) {
  std::vector<Query> queries;
  for (std::size_t i = from; i < node.children.size(); ++i) {
    queries.push_back(to_text_index_query(node.children[i]));
  }
  return queries;
}

Query joined(Query::op operation, const std::vector<Query>& queries) {
  return Query(operation, queries.begin(), queries.end());
}

Query convert_phrase(const PlanNode& node) {
  std::vector<Query> required;
  std::vector<Query> raising;
  for (const PlanNode& child : node.children) {
    const bool is_unit =
        child.term.kind != TermKind::kBigram &&
        std::any_of(node.phrase.units.begin(), node.phrase.units.end(),
                    [&](const auto& unit) { return unit.term == child.term.text; });
    (is_unit ? required : raising).push_back(to_text_index_query(child));
  }
  Query query = joined(Query::OP_AND, required);
  if (raising.empty()) return query;
  return Query(Query::OP_AND_MAYBE, query, joined(Query::OP_OR, raising));
}

Query convert_except(const PlanNode& node) {
  const Query base = to_text_index_query(node.children.front());
  std::vector<Query> excluded;
  for (std::size_t i = 1; i < node.children.size(); ++i) {
    if (!needs_order(node.children[i])) excluded.push_back(to_text_index_query(node.children[i]));
  }
  if (excluded.empty()) return base;
  return Query(Query::OP_AND_NOT, base, joined(Query::OP_OR, excluded));
}

}  // namespace

std::string stored_term(const PlanTerm& term) { return content_term(term.kind, term.text); }

Xapian::Query to_text_index_query(const PlanNode& root) {
  switch (root.kind) {
    case Kind::kNothing:
      return Query();
    case Kind::kEverything:
      return Query::MatchAll;
    case Kind::kTerm:
      return scaled(Query(stored_term(root.term)), root.term.weight);
    case Kind::kFacet:
      return scaled(Query(stored_facet(root.facet)), 0.0);
    case Kind::kPhrase:
      return convert_phrase(root);
    case Kind::kSum:
      return joined(Query::OP_OR, convert_children(root, 0));
    case Kind::kBest:
      return joined(Query::OP_MAX, convert_children(root, 0));
    case Kind::kAll:
      return joined(Query::OP_AND, convert_children(root, 0));
    case Kind::kMaybe:
      return Query(Query::OP_AND_MAYBE, to_text_index_query(root.children.front()),
                   joined(Query::OP_OR, convert_children(root, 1)));
    case Kind::kFilter:
      return Query(Query::OP_FILTER, to_text_index_query(root.children.front()),
                   joined(Query::OP_AND, convert_children(root, 1)));
    case Kind::kExcept:
      break;
  }
  return convert_except(root);
}

}  // namespace kizuki
