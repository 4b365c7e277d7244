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
#include "engine/query/searcher.hpp"
#include "server/http/request_target.hpp"

namespace kizuki {

/// A filter as it is written in forms: a facet and the value that stands in the index.
struct ChosenFilter {
  std::string name;
  std::string value;
  friend bool operator==(const ChosenFilter&, const ChosenFilter&) = default;
};

struct SearchRequest {
  std::string text;                   // words or notes, as typed
  std::vector<ChosenFilter> filters;  // in the order in which they were chosen, no doubles
  std::size_t limit = 10;
  std::size_t offset = 0;
  bool facets = true;
  HitOrder order = HitOrder::kRelevance;
  /// What was read from the text and is not to be believed: QueryChoices::disbelieved.
  std::vector<std::string> disbelieved;

  static constexpr std::size_t kMaxFilters = 32;

  /// Reads the fields q, f ("name:value", any number), t (the same; chosen when it is not, taken
  /// off when it is), r and u as read_disbelieved does, page (1 …). Of a button that changes one
  /// thing: `words` instead of q, `order` instead of `sort` ("date", "oldest"; else relevance).
  /// kInvalidArgument for what no page of ours sends.
  static Result<SearchRequest> from_form(const FormFields& form);
  /// Reads {"text","filters","limit","offset","facets","sort","ignore"}; `filters` is an object of
  /// facet → value or list of values. kInvalidArgument with `field` for anything else.
  static Result<SearchRequest> from_json(const Json& json);

  bool empty() const { return text.empty() && filters.empty(); }

  /// The query with its filters; everything there is when nothing is asked. Errors: parse_query,
  /// parse_filter.
  Result<ParsedQuery> query() const;
  /// The same without the filters of one facet.
  SearchRequest without(std::string_view facet) const;
  SearchRequest without(const ChosenFilter& filter) const;
};

/// What a person has switched off in a form: the fields r ("facet=value", what the page said that
/// it had read) without the fields u, those that are still ticked. Errors: kInvalidArgument.
Result<std::vector<std::string>> read_disbelieved(const FormFields& form);

/// Reads a list of such from JSON. Errors: kInvalidArgument.
Result<std::vector<std::string>> read_disbelieved(const Json& json);

/// Reads an object of facet → value or list of values as filters. Errors: kInvalidArgument.
Result<std::vector<ChosenFilter>> read_json_filters(const Json& json);

/// Reads a whole number from JSON. Errors: kInvalidArgument with `name` as its field.
Result<std::size_t> read_json_count(const std::string& name, const Json& value, std::int64_t least,
                                    std::int64_t most);

}  // namespace kizuki
