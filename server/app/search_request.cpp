#include "server/app/search_request.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "engine/query/query_parser.hpp"
#include "engine/query/searcher.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMaxPage = 100;

Result<std::size_t> parse_page(std::string_view text) {
  if (text.empty()) return std::size_t{1};
  std::size_t page = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), page);
  if (error != std::errc() || end != text.data() + text.size() || page < 1 || page > kMaxPage) {
    return bad_field("page", "ページは 1 から " + std::to_string(kMaxPage) + " までです");
  }
  return page;
}

Result<HitOrder> parse_order(std::string_view text) {
  if (text.empty() || text == "relevance") return HitOrder::kRelevance;
  if (text == "date") return HitOrder::kNewest;
  if (text == "oldest") return HitOrder::kOldest;
  return bad_field("sort", "relevance, date, oldest のどれかで指定してください");
}

Result<void> read_member(const std::string& name, const Json& value, SearchRequest& request) {
  const auto shared = read_shared_member(name, value, request.filters, request.disbelieved);
  if (!shared) return shared.error();
  if (*shared) return {};
  if (name == "text") {
    if (!value.is_string()) return bad_field(name, "文字列で指定してください");
    request.text = value.as_string();
    return {};
  }
  if (name == "sort") {
    const auto order = parse_order(value.is_string() ? value.as_string() : std::string("?"));
    if (!order) return order.error();
    request.order = *order;
    return {};
  }
  if (name == "facets" || name == "as_written") {
    if (!value.is_bool()) return bad_field(name, "true か false で指定してください");
    (name == "facets" ? request.facets : request.as_written) = value.as_bool();
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

Result<SearchRequest> SearchRequest::from_form(const FormFields& form) {
  SearchRequest request;
  request.text = trimmed(form.has("words") ? form.value("words") : form.value("q"));
  const auto order = parse_order(form.has("order") ? form.value("order") : form.value("sort"));
  if (!order) return order.error();
  request.order = *order;
  auto disbelieved = read_disbelieved(form);
  if (!disbelieved) return std::move(disbelieved).error();
  request.disbelieved = std::move(*disbelieved);
  request.as_written = (form.has("written") ? form.value("written") : form.value("w")) == "1";
  for (const std::string_view text : form.values("f")) {
    auto filter = parse_chosen_filter(text);
    if (!filter) return std::move(filter).error();
    if (std::find(request.filters.begin(), request.filters.end(), *filter) ==
        request.filters.end()) {
      request.filters.push_back(std::move(*filter));
    }
  }
  for (const std::string_view text : form.values("t")) {
    auto filter = parse_chosen_filter(text);
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

QueryChoices SearchRequest::choices() const {
  QueryChoices out;
  out.disbelieved = disbelieved;
  out.synonyms = out.variants = !as_written;
  return out;
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

SearchRequest SearchRequest::without(const ChosenFilter& filter) const {
  SearchRequest other = *this;
  other.filters.erase(std::remove(other.filters.begin(), other.filters.end(), filter),
                      other.filters.end());
  return other;
}

}  // namespace kizuki
