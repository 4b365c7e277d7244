#include "engine/query/relaxation.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace kizuki {
namespace {

using Kind = QueryNode::Kind;

bool is_filter_of(const QueryNode& node, std::string_view facet) {
  return node.kind == Kind::kFilter && facet_name(node) == facet;
}

template <typename Predicate>
ParsedQuery without(const ParsedQuery& query, Predicate drop) {
  ParsedQuery rest = query;
  auto& children = rest.root.children;
  children.erase(std::remove_if(children.begin(), children.end(), drop), children.end());
  return rest;
}

ParsedQuery without_place(const ParsedQuery& query, std::size_t place) {
  ParsedQuery rest = query;
  rest.root.children.erase(rest.root.children.begin() + static_cast<std::ptrdiff_t>(place));
  return rest;
}

std::string filter_label(const QueryNode& filter) {
  return filter.field == FilterField::kOther ? filter.facet
                                             : std::string(filter_field_label(filter.field));
}

class Relaxer {
 public:
  explicit Relaxer(const ParsedQuery& query) : query_(query) {}

  std::vector<RelaxedQuery> relax() {
    const auto& nodes = query_.root.children;
    for (std::size_t place = 0; place < nodes.size(); ++place) relax_node(nodes[place], place);
    const std::size_t conditions = relaxed_.size();
    const auto is_word = [](const QueryNode& node) { return node.kind == Kind::kWord; };
    const bool words = std::any_of(nodes.begin(), nodes.end(), is_word);
    if (conditions == 0) return {};
    if (words) add(RelaxedQuery::Kind::kWords, "", without(query_, is_word));
    if (words && conditions > 1) {
      add(RelaxedQuery::Kind::kAll, "",
          without(query_, [&](const QueryNode& node) { return !is_word(node); }));
    }
    return std::move(relaxed_);
  }

 private:
  void add(RelaxedQuery::Kind kind, std::string dropped, ParsedQuery query) {
    if (query.root.children.empty() || relaxed_.size() == kMaxRelaxations) return;
    relaxed_.push_back({kind, std::move(dropped), std::move(query)});
  }

  void relax_node(const QueryNode& node, std::size_t place) {
    switch (node.kind) {
      case Kind::kWord:
        return;
      case Kind::kFilter:
        return relax_filter(node, place);
      case Kind::kPhrase: {
        ParsedQuery rest = query_;
        rest.root.children[place].kind = Kind::kWord;
        return add(RelaxedQuery::Kind::kQuotes, print_query(node), std::move(rest));
      }
      case Kind::kNot:
        return add(RelaxedQuery::Kind::kExclusion, print_query(node), without_place(query_, place));
      case Kind::kAny:
      case Kind::kAll:
        break;
    }
    add(RelaxedQuery::Kind::kGroup, print_query(node), without_place(query_, place));
  }

  /// Filters of one field go together, with the first of them.
  void relax_filter(const QueryNode& node, std::size_t place) {
    const std::string facet = facet_name(node);
    const auto is_same = [&](const QueryNode& other) { return is_filter_of(other, facet); };
    const auto begin = query_.root.children.begin();
    if (std::any_of(begin, begin + static_cast<std::ptrdiff_t>(place), is_same)) return;
    add(RelaxedQuery::Kind::kFilter, filter_label(node), without(query_, is_same));
  }

  const ParsedQuery& query_;
  std::vector<RelaxedQuery> relaxed_;
};

}  // namespace

std::vector<RelaxedQuery> relaxed_queries(const ParsedQuery& query) {
  return Relaxer(query).relax();
}

std::string describe_relaxation(const RelaxedQuery& relaxed) {
  switch (relaxed.kind) {
    case RelaxedQuery::Kind::kFilter:
      return relaxed.dropped + "の条件を外す";
    case RelaxedQuery::Kind::kQuotes:
      return relaxed.dropped + " の囲みを外す";
    case RelaxedQuery::Kind::kExclusion:
    case RelaxedQuery::Kind::kGroup:
      return "「" + relaxed.dropped + "」を外す";
    case RelaxedQuery::Kind::kWords:
      return "言葉を外し、条件だけで探す";
    case RelaxedQuery::Kind::kAll:
      break;
  }
  return "条件をすべて外し、言葉だけで探す";
}

}  // namespace kizuki
