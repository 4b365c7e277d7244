#include "engine/query/text_index_query.hpp"

#include <algorithm>

#include <xapian.h>

#include "engine/index/index_term.hpp"

namespace kizuki {
namespace {

using Kind = PlanNode::Kind;
using Query = Xapian::Query;

Query joined(Query::op operation, const std::vector<Query>& queries) {
  return Query(operation, queries.begin(), queries.end());
}

Query convert_ranked(const std::vector<RankedTerm>& terms, const std::vector<ScoredGroup>& groups) {
  std::vector<Query> queries;
  for (const RankedTerm& ranked : terms) {
    const Query term(stored_term(ranked.term));
    queries.push_back(ranked.weight == 1.0 ? term : Query(ranked.weight, term));
  }
  for (const ScoredGroup& group : groups) queries.push_back(group_query(group));
  return joined(Query::OP_OR, queries);
}

/// What a condition asks for and what it forbids; either may be empty.
struct Sides {
  std::vector<Query> wanted;
  std::vector<Query> forbidden;
};

Query without(const Query& base, const std::vector<Query>& forbidden) {
  if (forbidden.empty()) return base;
  return Query(Query::OP_AND_NOT, base, joined(Query::OP_OR, forbidden));
}

Query convert_phrase(const PhrasePattern& pattern) {
  std::vector<Query> units;
  for (const auto& unit : pattern.units) {
    units.emplace_back(stored_term({unit.term, TermKind::kWord}));
  }
  return joined(Query::OP_AND, units);
}

/// Converts conditions.
class ConditionConverter {
 public:
  explicit ConditionConverter(const FacetQuery& facets) : facets_(facets) {}

  Query convert(const PlanNode& node) const;
  Sides sides_of(const PlanNode& node) const;

 private:
  const FacetQuery& facets_;
};

Sides ConditionConverter::sides_of(const PlanNode& node) const {
  Sides sides;
  const auto add = [&](const PlanNode& part) {
    if (part.kind == Kind::kEverything) return;
    if (part.kind != Kind::kNot) return sides.wanted.push_back(convert(part));
    // An order that the index does not know cannot take a case out here.
    if (!needs_order(part)) sides.forbidden.push_back(convert(part.children.front()));
  };
  if (node.kind == Kind::kAll) {
    for (const PlanNode& child : node.children) add(child);
  } else {
    add(node);
  }
  return sides;
}

Query ConditionConverter::convert(const PlanNode& node) const {
  switch (node.kind) {
    case Kind::kNothing:
      return Query();
    case Kind::kEverything:
      return Query::MatchAll;
    case Kind::kTerm:
      return Query(stored_term(node.term));
    case Kind::kFacet:
      return facets_.of(node.facet);
    case Kind::kPhrase:
      return convert_phrase(node.phrase);
    case Kind::kAny: {
      std::vector<Query> queries;
      for (const PlanNode& child : node.children) queries.push_back(convert(child));
      return joined(Query::OP_OR, queries);
    }
    case Kind::kAll:
    case Kind::kNot:
      break;
  }
  const Sides sides = sides_of(node);
  return without(sides.wanted.empty() ? Query::MatchAll : joined(Query::OP_AND, sides.wanted),
                 sides.forbidden);
}

}  // namespace

std::string stored_term(const PlanTerm& term) { return content_term(term.kind, term.text); }

Xapian::Query to_text_index_query(const CandidateQuery& query, const FacetQuery& facets) {
  const ConditionConverter converter(facets);
  if (!query.has_choice()) {
    const Query condition(0.0, converter.convert(*query.condition));
    if (!query.has_raising()) return condition;
    return Query(Query::OP_AND_MAYBE, condition,
                 convert_ranked(query.raising, query.raising_groups));
  }
  Query ranked =
      query.has_required() ? convert_ranked(query.required, query.required_groups) : Query();
  if (!query.related.empty()) {
    std::vector<Query> related;
    for (const Facet& facet : query.related) related.push_back(facets.of(facet));
    ranked = Query(Query::OP_OR, ranked, Query(0.0, joined(Query::OP_OR, related)));
  }
  if (query.has_raising()) {
    ranked =
        Query(Query::OP_AND_MAYBE, ranked, convert_ranked(query.raising, query.raising_groups));
  }
  const Sides sides = converter.sides_of(*query.condition);
  if (!sides.wanted.empty()) {
    ranked = Query(Query::OP_FILTER, ranked, joined(Query::OP_AND, sides.wanted));
  }
  return without(ranked, sides.forbidden);
}

}  // namespace kizuki
