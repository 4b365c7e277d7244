// The table on a sheet of a workbook: its header, and the rows below it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"
#include "indexer/source/office/sheet_header.hpp"
#include "indexer/source/office/sheet_reader.hpp"

namespace kizuki {

/// Reads the header when it is opened, then row by row what stands below. One a thread; ends with
/// archive and context at the latest.
class SheetTable {
 public:
  /// `part`: the sheet's entry; `row_bytes`: most text of a row. Errors: those of read_merged_cells
  /// and of SheetReader.
  static Result<SheetTable> open(const ZipArchive& archive, const std::string& part,
                                 const WorkbookContext& context, std::size_t row_bytes);

  const SheetHeader& header() const { return header_; }
  std::uint64_t bytes_read() const { return reader_.bytes_read(); }

  /// The next row with text, as many cells as there are columns, or one that is too long; nothing
  /// at the end. Cells that are merged over several rows have their text in each of them. Errors:
  /// those of SheetReader.
  Result<std::optional<WorkbookRow>> next();

 private:
  SheetTable(SheetReader reader, std::vector<MergedCells> merged)
      : reader_(std::move(reader)), merged_(std::move(merged)) {}
  Result<std::optional<WorkbookRow>> next_row();
  void fill_merged(WorkbookRow& row);

  SheetReader reader_;
  std::vector<MergedCells> merged_;  // for the header all, then those over several rows
  SheetHeader header_;
  std::deque<WorkbookRow> ahead_;  // read while the header was looked for
  std::size_t next_merged_ = 0;    // the first in merged_ that begins further down
  // What is merged into rows below, by column: the last of them, and the text.
  std::map<std::size_t, std::pair<std::uint64_t, std::string>> merged_down_;
};

}  // namespace kizuki
