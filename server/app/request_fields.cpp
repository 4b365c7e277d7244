#include "server/app/request_fields.hpp"

#include <algorithm>
#include <utility>

namespace kizuki {
namespace {

constexpr std::size_t kMaxFilterBytes = 400;

Result<void> add_json_filter(const std::string& name, const Json& value,
                             std::vector<ChosenFilter>& filters) {
  if (!value.is_string()) return bad_field("filters." + name, "値は文字列で指定してください");
  auto filter = parse_chosen_filter(name + ":" + value.as_string());
  if (!filter) return bad_field("filters." + name, "値が空か、長すぎます");
  if (filters.size() == kMaxFilters) {
    return bad_field("filters", "条件が多すぎます");
  }
  filters.push_back(std::move(*filter));
  return {};
}

}  // namespace

Error bad_field(std::string_view name, std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message), "", 0, std::string(name), ""};
}

Result<ChosenFilter> parse_chosen_filter(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size() ||
      text.size() > kMaxFilterBytes) {
    return bad_field("f", "条件は「項目:値」の形で指定してください");
  }
  return ChosenFilter{std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

Result<std::vector<std::string>> read_disbelieved(const FormFields& form) {
  const auto ticked = form.values("u");
  std::vector<std::string> all;
  for (const std::string_view text : form.values("r")) {
    if (text.empty() || text.size() > kMaxFilterBytes) return bad_field("r", "項目が長すぎます");
    if (std::find(ticked.begin(), ticked.end(), text) != ticked.end()) continue;
    if (std::find(all.begin(), all.end(), text) == all.end()) all.emplace_back(text);
  }
  if (all.size() > kMaxFilters) return bad_field("r", "項目が多すぎます");
  return all;
}

Result<std::vector<std::string>> read_disbelieved(const Json& json) {
  if (!json.is_array() || json.as_array().size() > kMaxFilters) {
    return bad_field("ignore", "[\"項目=値\"] の形で、" + std::to_string(kMaxFilters) +
                                   " 個までで指定してください");
  }
  std::vector<std::string> all;
  for (const Json& one : json.as_array()) {
    if (!one.is_string() || one.as_string().size() > kMaxFilterBytes) {
      return bad_field("ignore", "値は文字列で指定してください");
    }
    all.push_back(one.as_string());
  }
  return all;
}

Result<std::vector<ChosenFilter>> read_json_filters(const Json& json) {
  if (!json.is_object()) {
    return bad_field("filters", "条件は {\"項目\": \"値\"} の形で指定してください");
  }
  std::vector<ChosenFilter> filters;
  for (const auto& [name, value] : json.as_object()) {
    if (!value.is_array()) {
      if (auto added = add_json_filter(name, value, filters); !added) return added.error();
      continue;
    }
    for (const Json& one : value.as_array()) {
      if (auto added = add_json_filter(name, one, filters); !added) return added.error();
    }
  }
  return filters;
}

Result<std::size_t> read_json_count(const std::string& name, const Json& value, std::int64_t least,
                                    std::int64_t most) {
  if (value.is_int() && value.as_int() >= least && value.as_int() <= most) {
    return static_cast<std::size_t>(value.as_int());
  }
  return bad_field(name, std::to_string(least) + " から " + std::to_string(most) +
                             " までの整数で指定してください");
}

Result<bool> read_shared_member(const std::string& name, const Json& value,
                                std::vector<ChosenFilter>& filters,
                                std::vector<std::string>& disbelieved) {
  if (name == "filters") {
    auto read = read_json_filters(value);
    if (!read) return std::move(read).error();
    filters = std::move(*read);
    return true;
  }
  if (name == "ignore") {
    auto read = read_disbelieved(value);
    if (!read) return std::move(read).error();
    disbelieved = std::move(*read);
    return true;
  }
  return false;
}

}  // namespace kizuki
