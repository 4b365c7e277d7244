// What of a query could be given up so that it finds something.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/query/query_ast.hpp"

namespace kizuki {

/// A query with one thing less.
struct RelaxedQuery {
  enum class Kind : std::uint8_t {
    kFilter,     // all filters of one field, or of one facet
    kQuotes,     // a phrase becomes words
    kExclusion,  // a "-…"
    kGroup,      // brackets or alternatives
    kWords,      // the words; the conditions stay
    kAll,        // everything but the words
  };
  Kind kind = Kind::kFilter;
  std::string dropped;  // for people: 規模, "現場の反発", -補助金; empty for kWords and kAll
  ParsedQuery query;
};

/// At most this many queries are tried.
inline constexpr std::size_t kMaxRelaxations = 16;

/// The queries that lack one thing each, in the order of the query, the words last; behind them,
/// when there are two things or more, the one that keeps the words alone. Filters given beside the
/// query count as its own. None for notes and for queries of words alone, which need all of none.
std::vector<RelaxedQuery> relaxed_queries(const ParsedQuery& query);

/// "規模の条件を外す", "「-補助金」を外す".
std::string describe_relaxation(const RelaxedQuery& relaxed);

}  // namespace kizuki
