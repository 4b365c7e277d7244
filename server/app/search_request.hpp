// What is asked of a search, from a form or from JSON.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/query/query_ast.hpp"
#include "engine/query/query_choices.hpp"
#include "engine/query/searcher.hpp"
#include "server/app/request_fields.hpp"
#include "server/http/request_target.hpp"

namespace kizuki {

struct SearchRequest {
  std::string text;                   // words or notes, as typed
  std::vector<ChosenFilter> filters;  // in the order in which they were chosen, no doubles
  std::size_t limit = 10;
  std::size_t offset = 0;
  bool facets = true;
  HitOrder order = HitOrder::kRelevance;
  /// What was read from the text and is not to be believed: QueryChoices::disbelieved.
  std::vector<std::string> disbelieved;
  /// The words as they are written: no synonyms, no other spellings.
  bool as_written = false;

  /// What of it is a choice of the search. Filters and text are the query's.
  QueryChoices choices() const;

  /// Reads the fields q, f ("name:value", any number), t (the same; chosen when it is not, taken
  /// off when it is), r and u as read_disbelieved does, page (1 …). Of a button that changes one
  /// thing: `words` instead of q, `order` instead of `sort` ("date", "oldest"; else relevance),
  /// `written` instead of `w` ("1": as_written).
  /// kInvalidArgument for what no page of ours sends.
  static Result<SearchRequest> from_form(const FormFields& form);
  /// Reads {"text","filters","limit","offset","facets","sort","ignore","as_written"}; `filters` is
  /// an object of facet → value or list of values. kInvalidArgument with `field` for anything else.
  static Result<SearchRequest> from_json(const Json& json);

  bool empty() const { return text.empty() && filters.empty(); }

  /// The query with its filters; everything there is when nothing is asked. Errors: parse_query,
  /// parse_filter.
  Result<ParsedQuery> query() const;
  /// The same without one filter.
  SearchRequest without(const ChosenFilter& filter) const;
};

}  // namespace kizuki
