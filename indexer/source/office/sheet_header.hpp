// Which rows of a sheet name its columns, and how.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "indexer/source/office/sheet_reader.hpp"

namespace kizuki {

/// Rows to be looked at for a header.
inline constexpr std::size_t kHeaderSearchRows = 20;

struct SheetHeader {
  std::size_t rows_above = 0;  // a title, a date; of the rows that were looked at
  std::size_t rows = 0;        // of the header; 0: the sheet has no text
  std::vector<std::string> columns;
};

/// The header of a sheet by its first rows (kHeaderSearchRows, or all) and merged cells. It begins
/// at the first row with at least half as many texts as the fullest one, so that titles above a
/// table are passed over. Where cells of it are merged over several columns, the row below belongs
/// to it (unless its cells are merged in the same way: wide columns), and where they are merged
/// over several rows all of these do (at most three): a column is named by all its parts from top
/// to bottom, "業種/分類名", each said once. Line ends in names are left out, and what is empty or
/// said twice is named as in csv_column_names.
SheetHeader find_sheet_header(const std::vector<WorkbookRow>& rows,
                              const std::vector<MergedCells>& merged);

}  // namespace kizuki
