#include "server/app/search_request.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "engine/query/query_parser.hpp"
#include "engine/query/searcher.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMaxFilterBytes = 400;
constexpr std::size_t kMaxPage = 100;
constexpr std::int64_t kMaxApiLimit = 100;

Error bad_field(std::string_view name, std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message), "", 0, std::string(name), ""};
}

Result<ChosenFilter> parse_chosen(std::string_view text) {
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

Result<std::size_t> parse_page(std::string_view text) {
  if (text.empty()) return std::size_t{1};
  std::size_t page = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), page);
  if (error != std::errc() || end != text.data() + text.size() || page < 1 || page > kMaxPage) {
    return bad_field("page", "ページは 1 から " + std::to_string(kMaxPage) + " までです");
  }
  return page;
}

Result<void> add_json_filter(const std::string& name, const Json& value,
                             std::vector<ChosenFilter>& filters) {
  if (!value.is_string()) return bad_field("filters." + name, "値は文字列で指定してください");
  auto filter = parse_chosen(name + ":" + value.as_string());
  if (!filter) return bad_field("filters." + name, "値が空か、長すぎます");
  if (filters.size() == SearchRequest::kMaxFilters) {
    return bad_field("filters", "条件が多すぎます");
  }
  filters.push_back(std::move(*filter));
  return {};
}

Result<HitOrder> parse_order(std::string_view text) {
  if (text.empty() || text == "relevance") return HitOrder::kRelevance;
  if (text == "date") return HitOrder::kNewest;
  if (text == "oldest") return HitOrder::kOldest;
  return bad_field("sort", "relevance, date, oldest のどれかで指定してください");
}

Result<void> read_member(const std::string& name, const Json& value, SearchRequest& request) {
  if (name == "text") {
    if (!value.is_string()) return bad_field(name, "文字列で指定してください");
    request.text = value.as_string();
    return {};
  }
  if (name == "filters") {
    auto filters = read_json_filters(value);
    if (!filters) return std::move(filters).error();
    request.filters = std::move(*filters);
    return {};
  }
  if (name == "ignore") {
    auto ignored = read_disbelieved(value);
    if (!ignored) return std::move(ignored).error();
    request.disbelieved = std::move(*ignored);
    return {};
  }
  if (name == "sort") {
    const auto order = parse_order(value.is_string() ? value.as_string() : std::string("?"));
    if (!order) return order.error();
    request.order = *order;
    return {};
  }
  if (name == "facets") {
    if (!value.is_bool()) return bad_field(name, "true か false で指定してください");
    request.facets = value.as_bool();
    return {};
  }
  if (name == "limit" || name == "offset") {
    const bool limit = name == "limit";
    const auto count =
        limit ? read_json_count(name, value, 1, kMaxApiLimit)
              : read_json_count(name, value, 0, static_cast<std::int64_t>(kMaxHitOffset));
    if (!count) return count.error();
    (limit ? request.limit : request.offset) = *count;
    return {};
  }
  return bad_field(name, "知らない項目です");
}

}  // namespace

Result<std::vector<std::string>> read_disbelieved(const FormFields& form) {
  const auto ticked = form.values("u");
  std::vector<std::string> all;
  for (const std::string_view text : form.values("r")) {
    if (text.empty() || text.size() > kMaxFilterBytes) return bad_field("r", "項目が長すぎます");
    if (std::find(ticked.begin(), ticked.end(), text) != ticked.end()) continue;
    if (std::find(all.begin(), all.end(), text) == all.end()) all.emplace_back(text);
  }
  if (all.size() > SearchRequest::kMaxFilters) return bad_field("r", "項目が多すぎます");
  return all;
}

Result<std::vector<std::string>> read_disbelieved(const Json& json) {
  if (!json.is_array() || json.as_array().size() > SearchRequest::kMaxFilters) {
    return bad_field("ignore", "[\"項目=値\"] の形で、" +
                                   std::to_string(SearchRequest::kMaxFilters) +
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

Result<SearchRequest> SearchRequest::from_form(const FormFields& form) {
  SearchRequest request;
  request.text = trimmed(form.has("words") ? form.value("words") : form.value("q"));
  const auto order = parse_order(form.has("order") ? form.value("order") : form.value("sort"));
  if (!order) return order.error();
  request.order = *order;
  auto disbelieved = read_disbelieved(form);
  if (!disbelieved) return std::move(disbelieved).error();
  request.disbelieved = std::move(*disbelieved);
  for (const std::string_view text : form.values("f")) {
    auto filter = parse_chosen(text);
    if (!filter) return std::move(filter).error();
    if (std::find(request.filters.begin(), request.filters.end(), *filter) ==
        request.filters.end()) {
      request.filters.push_back(std::move(*filter));
    }
  }
  for (const std::string_view text : form.values("t")) {
    auto filter = parse_chosen(text);
    if (!filter) return std::move(filter).error();
    const auto found = std::find(request.filters.begin(), request.filters.end(), *filter);
    if (found != request.filters.end()) {
      request.filters.erase(found);
    } else {
      request.filters.push_back(std::move(*filter));
    }
  }
  if (request.filters.size() > kMaxFilters) return bad_field("f", "条件が多すぎます");
  const auto page = parse_page(form.value("page"));
  if (!page) return page.error();
  request.offset = (*page - 1) * request.limit;
  return request;
}

Result<SearchRequest> SearchRequest::from_json(const Json& json) {
  if (!json.is_object()) return bad_field("", "JSON の {…} で指定してください");
  SearchRequest request;
  for (const auto& [name, value] : json.as_object()) {
    if (auto read = read_member(name, value, request); !read) return std::move(read).error();
  }
  return request;
}

Result<ParsedQuery> SearchRequest::query() const {
  auto parsed = parse_query(text);
  if (!parsed) return parsed;
  if (filters.empty() && parsed->root.children.empty()) {
    // No case has this id: all but it are all.
    QueryNode none;
    none.kind = QueryNode::Kind::kFilter;
    none.field = FilterField::kId;
    none.text = "-";
    QueryNode all;
    all.kind = QueryNode::Kind::kNot;
    all.children.push_back(std::move(none));
    parsed->root.children.push_back(std::move(all));
    return parsed;
  }
  for (const ChosenFilter& filter : filters) {
    auto node = parse_filter(filter.name + "=" + filter.value);
    if (!node) return std::move(node).error();
    add_filter(*parsed, std::move(*node));
  }
  return parsed;
}

SearchRequest SearchRequest::without(std::string_view facet) const {
  SearchRequest other = *this;
  other.filters.erase(
      std::remove_if(other.filters.begin(), other.filters.end(),
                     [&](const ChosenFilter& filter) { return filter.name == facet; }),
      other.filters.end());
  return other;
}

SearchRequest SearchRequest::without(const ChosenFilter& filter) const {
  SearchRequest other = *this;
  other.filters.erase(std::remove(other.filters.begin(), other.filters.end(), filter),
                      other.filters.end());
  return other;
}

}  // namespace kizuki
