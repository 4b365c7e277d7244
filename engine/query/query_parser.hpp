// The query language: text typed by a person → QueryNode.
#pragma once

#include <cstddef>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/query/query_ast.hpp"

namespace kizuki {

/// Bounds of the query language. Fixed: what a saved query means must not depend on settings.
inline constexpr std::size_t kSyntaxLimitBytes = std::size_t{1} << 10;  // longer text is notes
inline constexpr std::size_t kNotesLimitBytes = std::size_t{20} << 10;
inline constexpr std::size_t kQueryTermLimit = 64;  // words, phrases and filters together
inline constexpr std::size_t kQueryDepthLimit = 8;  // brackets in brackets

/// Reads a query: words, "phrase", -word, field:value, A OR B, brackets; full-width forms of all of
/// them (docs/query-syntax.md). Lenient as a person expects: an open quote reaches to the end, a
/// lone "-" or OR is a word, an unknown field name makes plain words, brackets need not balance.
/// Text over kSyntaxLimitBytes is notes: one kWord that holds all of it.
/// Any bytes are safe to give; time is linear in their number. An empty query has no children.
/// Errors, each with the place as "N文字目": kInvalidEncoding; kLimitExceeded (over
/// kNotesLimitBytes, kQueryTermLimit or kQueryDepthLimit).
Result<ParsedQuery> parse_query(std::string_view text);

/// Reads "field=value" or "field:value", as an option of a program gives it. Spaces around both are
/// dropped, quotes are kept. A name of ASCII letters that is none of the fields means a facet that
/// a profile defines. Errors: kInvalidArgument (no field, lists those there are; no value),
/// kInvalidEncoding.
Result<QueryNode> parse_filter(std::string_view text);

/// Adds `filter` beside the query: it never brings in a case that the query alone does not find.
/// Several of one field are alternatives among themselves.
void add_filter(ParsedQuery& query, QueryNode filter);

}  // namespace kizuki
