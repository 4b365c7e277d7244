#include "engine/corpus/tsv_table.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kTableBytes = std::size_t{16} << 20;

std::vector<std::string> split_cells(std::string_view line) {
  std::vector<std::string> cells;
  while (true) {
    const std::size_t tab = line.find('\t');
    cells.emplace_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

std::string joined(const std::vector<std::string_view>& columns) {
  std::string out;
  for (const std::string_view column : columns) {
    if (!out.empty()) out += "・";
    out += column;
  }
  return out;
}

}  // namespace

Error tsv_error(const std::filesystem::path& path, std::uint64_t line, std::string message) {
  Error error;
  error.code = ErrorCode::kCorrupt;
  error.message = std::move(message);
  error.file = path.string();
  error.line = line;
  return error;
}

Result<std::vector<TsvRow>> read_tsv(const std::filesystem::path& path,
                                     const std::vector<std::string_view>& columns) {
  auto bytes = read_file(path, kTableBytes);
  if (!bytes) return std::move(bytes).error();
  const std::string& text = *bytes;
  if (const std::size_t valid = utf8_valid_prefix(text); valid != text.size()) {
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(valid);
    const auto line = 1 + std::count(text.begin(), end, '\n');
    return tsv_error(path, static_cast<std::uint64_t>(line), "UTF-8 として正しくありません");
  }
  std::vector<TsvRow> rows;
  std::string_view rest = text;
  bool header = true;
  for (std::uint64_t line = 1; header || !rest.empty(); ++line) {
    const std::size_t end = rest.find('\n');
    std::string_view row = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (!row.empty() && row.back() == '\r') row.remove_suffix(1);
    std::vector<std::string> cells = split_cells(row);
    if (header) {
      header = false;
      if (!std::equal(cells.begin(), cells.end(), columns.begin(), columns.end())) {
        return tsv_error(path, line, "見出しの行を " + joined(columns) + " にしてください");
      }
      continue;
    }
    if (cells.size() != columns.size()) {
      return tsv_error(path, line,
                       "列が " + std::to_string(cells.size()) + " 個あります（" +
                           std::to_string(columns.size()) + " 個にしてください）");
    }
    rows.push_back({line, std::move(cells)});
  }
  return rows;
}

}  // namespace kizuki
