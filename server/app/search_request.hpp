// What is asked of a search, from a form or from JSON.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/query/query_ast.hpp"
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

  static constexpr std::size_t kMaxFilters = 32;

  /// Reads the fields q, f ("name:value", any number), t (the same; chosen when it is not, taken
  /// off when it is), page (1 …). kInvalidArgument for what no page of ours sends.
  static Result<SearchRequest> from_form(const FormFields& form);
  /// Reads {"text","filters","limit","offset","facets"}; `filters` is an object of facet → value or
  /// list of values. kInvalidArgument with `field` for anything else.
  static Result<SearchRequest> from_json(const Json& json);

  bool empty() const { return text.empty() && filters.empty(); }

  /// The query with its filters; everything there is when nothing is asked. Errors: parse_query,
  /// parse_filter.
  Result<ParsedQuery> query() const;
  /// The same without the filters of one facet.
  SearchRequest without(std::string_view facet) const;
  SearchRequest without(const ChosenFilter& filter) const;
};

}  // namespace kizuki
