#include "indexer/source/office/sheet_header.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "indexer/source/csv_header.hpp"

namespace kizuki {
namespace {

constexpr std::uint64_t kMostHeaderRows = 3;

std::size_t count_texts(const WorkbookRow& row) {
  return static_cast<std::size_t>(
      std::count_if(row.cells.begin(), row.cells.end(), [](const auto& c) { return !c.empty(); }));
}

/// 1-based number of the last row of the header that begins at `first`.
std::uint64_t last_header_row(std::uint64_t first, const std::vector<MergedCells>& merged) {
  std::uint64_t last = first;
  for (const MergedCells& cells : merged) {
    if (cells.first_row != first) continue;
    // Where the cells below are merged alike, the table has wide columns and no second row of
    // names.
    const bool is_wide = std::any_of(merged.begin(), merged.end(), [&](const MergedCells& other) {
      return other.first_row == cells.last_row + 1 && other.first_column == cells.first_column &&
             other.last_column == cells.last_column;
    });
    const bool has_parts = cells.last_column > cells.first_column && !is_wide;
    last = std::max(last, cells.last_row + (has_parts ? 1 : 0));
  }
  return std::min(last, first + kMostHeaderRows - 1);
}

std::string without_line_ends(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), '\n'), text.end());
  return text;
}

/// The parts of a row of a header that ends at `last_row`, with what is merged over several columns
/// said in each of them where they have parts of their own below.
std::vector<std::string> parts_of(const WorkbookRow& row, const std::vector<MergedCells>& merged,
                                  std::uint64_t last_row, std::size_t columns) {
  std::vector<std::string> parts(row.cells);
  parts.resize(std::max(columns, parts.size()));
  for (const MergedCells& cells : merged) {
    if (cells.first_row != row.number || cells.last_row >= last_row) continue;
    for (std::size_t c = cells.first_column + 1; c <= cells.last_column && c < parts.size(); ++c) {
      if (parts[c].empty()) parts[c] = parts[cells.first_column];
    }
  }
  return parts;
}

}  // namespace

SheetHeader find_sheet_header(const std::vector<WorkbookRow>& rows,
                              const std::vector<MergedCells>& merged) {
  SheetHeader header;
  std::size_t most = 0;
  for (const WorkbookRow& row : rows) most = std::max(most, count_texts(row));
  if (most == 0) return header;
  const auto begins = std::find_if(rows.begin(), rows.end(), [&](const WorkbookRow& row) {
    return count_texts(row) * 2 >= most && count_texts(row) > 0;
  });
  header.rows_above = static_cast<std::size_t>(begins - rows.begin());
  const std::uint64_t last = last_header_row(begins->number, merged);
  std::size_t columns = 0;
  auto end = begins;
  // A row that is not in the file has no text, so the header may be shorter than its merged cells.
  for (; end != rows.end() && end->number <= last; ++end) {
    columns = std::max(columns, end->cells.size());
  }
  header.rows = static_cast<std::size_t>(end - begins);
  std::vector<std::string> names(columns);
  std::vector<std::string> last_parts(columns);
  for (auto row = begins; row != end; ++row) {
    const auto parts = parts_of(*row, merged, last, columns);
    for (std::size_t c = 0; c < columns; ++c) {
      const std::string part = without_line_ends(parts[c]);
      if (part.empty() || part == last_parts[c]) continue;
      names[c] += (names[c].empty() ? "" : "/") + part;
      last_parts[c] = part;
    }
  }
  header.columns = csv_column_names(std::move(names));
  return header;
}

}  // namespace kizuki
