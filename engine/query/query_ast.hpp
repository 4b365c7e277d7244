// What a person asked for, as the query language reads it: words, phrases, filters and how they
// hang together. Nothing here knows of analysis, vocabularies or the index.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/text_span.hpp"
#include "engine/query/filter_field.hpp"

namespace kizuki {

/// A node of a query. What each kind means for the result: docs/query-syntax.md.
struct QueryNode {
  enum class Kind : std::uint8_t {
    kWord,    // `text`: a run without white space, analysed later into any number of terms
    kPhrase,  // `text`: what stood between the quotes
    kFilter,  // `field` and `text`, the value as typed
    kNot,     // one child
    kAny,     // two or more children: one of them
    kAll,     // any number of children: a whole query or a pair of brackets
  };

  Kind kind = Kind::kAll;
  FilterField field = FilterField::kIssue;
  std::string facet;  // of kOther only: the facet's name
  std::string text;
  TextSpan span;  // place in the query text, for messages; {0, 0} when it did not come from there
  std::vector<QueryNode> children;
};

/// Name of the facet that a kFilter is about.
std::string facet_name(const QueryNode& filter);

/// A query as read.
struct ParsedQuery {
  QueryNode root;      // a kAll
  std::string text;    // as typed; the spans of the nodes lie in it
  bool notes = false;  // long text, read without syntax
};

/// The query in canonical form, in half-width: parse_query(print_query(q)) has the structure of q
/// when q came from parse_query and is no longer than the limit for syntax.
std::string print_query(const QueryNode& node);

/// True when both differ at most in their spans.
bool same_structure(const QueryNode& left, const QueryNode& right);

}  // namespace kizuki
