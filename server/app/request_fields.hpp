// Fields that requests for search and for similar cases have in common, from forms and from JSON.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "server/http/request_target.hpp"

namespace kizuki {

inline constexpr std::size_t kMaxFilters = 32;
inline constexpr std::int64_t kMaxApiLimit = 100;  // hits an answer

/// A filter as it is written in forms: a facet and the value that stands in the index.
struct ChosenFilter {
  std::string name;
  std::string value;
  friend bool operator==(const ChosenFilter&, const ChosenFilter&) = default;
};

/// kInvalidArgument about a field of the request.
Error bad_field(std::string_view name, std::string message);

/// Without white space around it.
std::string_view trimmed(std::string_view text);

/// "facet:value" as it stands in forms. Errors: kInvalidArgument.
Result<ChosenFilter> parse_chosen_filter(std::string_view text);

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

/// Reads the members "filters" and "ignore". False when `name` is another one. Errors:
/// kInvalidArgument with `field`.
Result<bool> read_shared_member(const std::string& name, const Json& value,
                                std::vector<ChosenFilter>& filters,
                                std::vector<std::string>& disbelieved);

}  // namespace kizuki
