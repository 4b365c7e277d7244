// Workbooks (.xlsx, .xlsm): a record a row, the header names its fields.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "engine/base/result.hpp"
#include "indexer/source/office/zip_archive.hpp"
#include "indexer/source/record_source.hpp"

namespace kizuki {

/// The member of each record that says which sheet it comes from, unless a column is named so.
inline constexpr const char* kSheetColumn = "シート名";

/// Entry of an archive that lists the sheets of a workbook.
inline constexpr const char* kWorkbookPart = "xl/workbook.xml";

/// Opens a workbook (Office Open XML, as Excel, LibreOffice and Google save it). Its first visible
/// sheet with text is read, and each further visible one whose columns have the same names; the
/// others are told of in notes(). find_sheet_header says which rows name the columns. A record is
/// an object of strings in column order (SheetReader says what a cell is), and the sheet's name
/// behind them. Rows without text are passed over; what stands to the right of the last named
/// column is not read. Cells that are merged over several rows count in each of them. The line of
/// an item is the row's number; a row with more than `record_bytes` of text is refused. Errors:
/// kLimitExceeded (a sheet above 2 GiB of XML, texts above 128 MiB), kInvalidArgument (a password,
/// damage).
Result<std::unique_ptr<RecordSource>> open_workbook(ZipArchive archive, std::string file,
                                                    std::size_t record_bytes);

}  // namespace kizuki
