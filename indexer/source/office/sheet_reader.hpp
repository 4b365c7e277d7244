// The rows of one sheet of a workbook.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "indexer/source/office/cell_format.hpp"
#include "indexer/source/office/string_collector.hpp"
#include "indexer/source/office/zip_archive.hpp"

namespace kizuki {

/// What all sheets of a workbook share. Immutable.
struct WorkbookContext {
  SharedStrings strings;
  std::vector<CellFormat> formats;
  bool from_1904 = false;
};

/// Cells that are shown as one, by 0-based columns and 1-based rows, all inclusive.
struct MergedCells {
  std::uint64_t first_row = 0;
  std::uint64_t last_row = 0;
  std::size_t first_column = 0;
  std::size_t last_column = 0;
};

struct WorkbookRow {
  std::uint64_t number = 0;        // 1-based, as the program shows it
  std::vector<std::string> cells;  // from column A on; none behind the last one with text
  bool too_long = false;           // over the limit; `cells` is empty

  bool is_blank() const { return cells.empty() && !too_long; }
};

/// The merged cells of a sheet, ascending by row: at most 100,000, others are left out. Stands
/// behind the rows in the file, so this reads all of it. Errors: those of ZipArchive and XmlParser.
Result<std::vector<MergedCells>> read_merged_cells(const ZipArchive& archive,
                                                   std::string_view name);

/// Rows in the order of the file, those without text included when the file has them. Texts are as
/// in StringCollector, numbers as in number_text; formulas count with the value that they had when
/// the file was saved; TRUE and FALSE; errors (#N/A) are empty. Hidden rows and columns are read as
/// others are. At most 1,000 columns; what stands behind them is not read. One a thread; ends with
/// archive and context at the latest.
class SheetReader {
 public:
  /// `row_bytes`: most text of a row. Errors: those of ZipArchive.
  static Result<SheetReader> open(const ZipArchive& archive, std::string_view name,
                                  const WorkbookContext& context, std::size_t row_bytes);
  ~SheetReader();
  SheetReader(SheetReader&&) noexcept;
  SheetReader& operator=(SheetReader&&) noexcept;

  /// Nothing at the end. Errors, final: those of ZipEntry and XmlParser.
  Result<std::optional<WorkbookRow>> next();
  /// Bytes of the entry inflated so far.
  std::uint64_t bytes_read() const;

 private:
  struct State;
  explicit SheetReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kizuki
