#include "engine/text/text_table.hpp"

#include <cstddef>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMaxTableBytes = std::size_t{16} << 20;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t\r";

std::string_view trimmed(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(kBlanks) + 1 - begin);
}

}  // namespace

Result<void> for_each_table_line(
    std::string_view content,
    const std::function<Result<void>(std::string_view line, std::uint64_t number)>& take) {
  if (!utf8_is_valid(content)) {
    return Error{ErrorCode::kInvalidEncoding, "表のファイルがUTF-8ではありません。", "", 0, "", ""};
  }
  if (content.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    content.remove_prefix(kByteOrderMark.size());
  }
  for (std::uint64_t number = 1; !content.empty(); ++number) {
    const std::size_t end = content.find('\n');
    const std::string_view line = trimmed(content.substr(0, end));
    content = end == std::string_view::npos ? std::string_view{} : content.substr(end + 1);
    if (line.empty() || line.front() == '#') continue;
    auto taken = take(line, number);
    if (!taken) return std::move(taken).error().with_line(number);
  }
  return {};
}

Result<std::string> read_table(const std::filesystem::path& path) {
  return read_file(path, kMaxTableBytes);
}

}  // namespace kizuki
