// Sheets → the bytes of an XLSX file (Office Open XML).
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/workbook/workbook_content.hpp"

namespace kizuki {

/// A workbook of one sheet a table: the first row bold and frozen, an automatic filter over all
/// columns, columns as wide as what stands in them (at most 60 narrow characters, then wrapped).
/// Every text is written as a text and every number as a number, so nothing that a case says can
/// become a formula or a link. The same sheets give the same bytes at any time, on any machine.
/// Memory: the file's bytes and one row of cells beside `sheets`; nothing with a name is left on
/// the disk. Texts must be valid UTF-8. Errors: kInvalidArgument (no sheet, a row longer than its
/// columns), kLimitExceeded (more than kMostSheetRows), kNoSpace, kIo. Safe on several threads.
Result<std::string> workbook_bytes(const std::vector<SheetTable>& sheets);

}  // namespace kizuki
