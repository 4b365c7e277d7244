// Workbooks made by hand, to say in a test what no program would write.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace kizuki {

/// A ZIP archive of these entries, compressed.
std::string make_zip(const std::vector<std::pair<std::string, std::string>>& entries);

struct MadeSheet {
  std::string name;
  std::string rows;         // what stands in <sheetData>
  std::string merged = "";  // <mergeCell ref="A1:B1"/>…
  std::string state = "visible";
};

struct MadeWorkbook {
  std::vector<MadeSheet> sheets;
  std::string strings = "";     // <si>…</si>…
  std::string styles = "";      // what stands in <styleSheet>
  std::string properties = "";  // attributes of <workbookPr>
};

std::string make_workbook(const MadeWorkbook& book);

/// A row of texts that stand in their cells: <row r="number">…</row>.
std::string text_row(int number, const std::vector<std::string>& cells);

}  // namespace kizuki
