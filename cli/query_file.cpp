#include "cli/query_file.hpp"

#include <string_view>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/base/json.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 20;

Error bad_line(std::string message, std::string_view field) {
  Error error;
  error.code = ErrorCode::kInvalidRecord;
  error.message = std::move(message);
  error.field = field;
  return error;
}

Result<FileQuery> read_query(std::string_view line) {
  auto json = parse_json(line);
  if (!json) return std::move(json).error();
  FileQuery query{std::string(json->string_or("id", "")), std::string(json->string_or("text", ""))};
  if (query.id.empty() || query.id.find_first_of(" \t\r\n") != std::string::npos) {
    return bad_line("空白のない id を書いてください", "id");
  }
  if (query.text.empty()) return bad_line("探す言葉を text に書いてください", "text");
  return query;
}

}  // namespace

Result<std::vector<FileQuery>> read_query_file(const std::filesystem::path& path) {
  auto bytes = read_file(path, kMostBytes);
  if (!bytes) return std::move(bytes).error();
  std::vector<FileQuery> queries;
  std::string_view rest = *bytes;
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (rest.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    rest.remove_prefix(kByteOrderMark.size());
  }
  for (std::uint64_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    auto query = read_query(line);
    if (!query) return std::move(query).error().with_file(path.string()).with_line(number);
    queries.push_back(std::move(*query));
  }
  return queries;
}

}  // namespace kizuki
