#include "bench/eval/query_set.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/base/json.hpp"
#include "engine/eval/lines.hpp"

namespace kizuki {

Result<std::vector<SetQuery>> parse_queries(std::string_view text, std::string_view name) {
  std::vector<SetQuery> queries;
  auto read = for_each_line(text, name,
                            [&](std::string_view line, std::uint64_t /*number*/) -> Result<void> {
                              auto parsed = parse_json(line);
                              if (!parsed) return std::move(parsed).error();
                              SetQuery query{std::string(parsed->string_or("id", "")),
                                             std::string(parsed->string_or("kind", "")),
                                             std::string(parsed->string_or("text", ""))};
                              if (query.id.empty() || query.text.empty()) {
                                Error error;
                                error.code = ErrorCode::kInvalidRecord;
                                error.message = "検索要求には文字列の「id」と「text」が要ります。";
                                return error;
                              }
                              queries.push_back(std::move(query));
                              return {};
                            });
  if (!read) return std::move(read).error();
  return queries;
}

Result<std::vector<SetQuery>> load_queries(const std::filesystem::path& path) {
  auto text = read_file(path, std::size_t{256} << 20);
  if (!text) return std::move(text).error();
  return parse_queries(*text, path.string());
}

std::vector<QueryKind> group_by_kind(std::span<const SetQuery> queries) {
  std::vector<QueryKind> kinds;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    if (queries[i].kind.empty()) continue;
    auto place = std::find_if(kinds.begin(), kinds.end(), [&](const QueryKind& known) {
      return known.kind == queries[i].kind;
    });
    if (place == kinds.end()) place = kinds.insert(kinds.end(), {queries[i].kind, {}});
    place->places.push_back(i);
  }
  return kinds;
}

}  // namespace kizuki
