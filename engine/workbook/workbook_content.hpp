// What stands in a workbook: sheets of text and numbers, never formulas.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace kizuki {

/// Nothing, a text or a number. A text is shown as it is, whatever it begins with.
using SheetCell = std::variant<std::monostate, std::string, double>;
using SheetRow = std::vector<SheetCell>;

/// One table. Its first row names the columns and stays in sight; every column can be filtered.
struct SheetTable {
  std::string name;  // of the sheet; made valid and unique by valid_sheet_names
  std::vector<std::string> columns;
  std::vector<SheetRow> rows;  // not longer than `columns`
};

/// The most rows below the first, so that any spreadsheet program opens the sheet.
inline constexpr std::size_t kMostSheetRows = 1'000'000;
/// The most characters of a cell, counted in UTF-16 as spreadsheet programs do.
inline constexpr std::size_t kMostCellUnits = 32'000;

/// `text` (valid UTF-8) as a cell can hold it: characters that XML 1.0 forbids become spaces, what
/// looks like an escape of the format (_x0041_) stays what it says, and what is too long ends with
/// "…".
std::string cell_text(std::string_view text);

/// How wide a text stands, in narrow characters: Japanese ones take two. The longest line counts.
std::size_t shown_width(std::string_view text);

/// The names of the sheets as a spreadsheet program takes them: at most 31 characters, none of
/// []:*?/\, no apostrophe at either end, not empty, and different also without regard to case.
std::vector<std::string> valid_sheet_names(const std::vector<SheetTable>& sheets);

}  // namespace kizuki
