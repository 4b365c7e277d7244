#include "indexer/source/office/sheet_table.hpp"

#include <algorithm>
#include <iterator>

namespace kizuki {

Result<SheetTable> SheetTable::open(const ZipArchive& archive, const std::string& part,
                                    const WorkbookContext& context, std::size_t row_bytes) {
  auto merged = read_merged_cells(archive, part);
  if (!merged) return std::move(merged).error();
  auto reader = SheetReader::open(archive, part, context, row_bytes);
  if (!reader) return std::move(reader).error();
  SheetTable table(*std::move(reader), *std::move(merged));
  std::vector<WorkbookRow> first;
  while (first.size() < kHeaderSearchRows) {
    auto row = table.reader_.next();
    if (!row) return std::move(row).error();
    if (!row->has_value()) break;
    first.push_back(std::move(**row));
  }
  table.header_ = find_sheet_header(first, table.merged_);
  const auto below =
      first.begin() + static_cast<std::ptrdiff_t>(table.header_.rows_above + table.header_.rows);
  table.ahead_.assign(std::make_move_iterator(below), std::make_move_iterator(first.end()));
  const auto is_flat = [](const MergedCells& cells) { return cells.first_row == cells.last_row; };
  table.merged_.erase(std::remove_if(table.merged_.begin(), table.merged_.end(), is_flat),
                      table.merged_.end());
  return table;
}

Result<std::optional<WorkbookRow>> SheetTable::next_row() {
  if (ahead_.empty()) return reader_.next();
  std::optional<WorkbookRow> row = std::move(ahead_.front());
  ahead_.pop_front();
  return row;
}

Result<std::optional<WorkbookRow>> SheetTable::next() {
  for (;;) {
    auto row = next_row();
    if (!row || !row->has_value() || (*row)->too_long) return row;
    WorkbookRow& found = **row;
    found.cells.resize(header_.columns.size());
    const bool blank = std::all_of(found.cells.begin(), found.cells.end(),
                                   [](const auto& cell) { return cell.empty(); });
    fill_merged(found);
    if (!blank) return row;
  }
}

/// Says in `row` what is merged into it from rows above, and remembers what it has for rows below.
void SheetTable::fill_merged(WorkbookRow& row) {
  for (; next_merged_ < merged_.size() && merged_[next_merged_].first_row <= row.number;
       ++next_merged_) {
    const MergedCells& cells = merged_[next_merged_];
    if (cells.first_row != row.number || cells.first_column >= row.cells.size()) continue;
    merged_down_[cells.first_column] = {cells.last_row, row.cells[cells.first_column]};
  }
  for (auto at = merged_down_.begin(); at != merged_down_.end();) {
    const auto& [last_row, text] = at->second;
    if (row.number > last_row) {
      at = merged_down_.erase(at);
      continue;
    }
    if (row.cells[at->first].empty()) row.cells[at->first] = text;
    ++at;
  }
}

}  // namespace kizuki
