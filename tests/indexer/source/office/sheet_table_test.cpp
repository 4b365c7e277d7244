#include "indexer/source/office/sheet_table.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/make_workbook.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

using testing::ElementsAre;

/// The header, then the rows: each by its number and its cells with "|" between.
std::vector<std::string> read_table(const std::string& rows, const std::string& merged = "") {
  const auto archive = ZipArchive::open(make_workbook({{{"s", rows, merged}}}));
  const WorkbookContext context;
  auto table = SheetTable::open(*archive, "xl/worksheets/sheet1.xml", context, 100);
  if (!table) return {failure_name(table)};
  const auto joined = [](std::string line, const std::vector<std::string>& cells) {
    for (const std::string& cell : cells) line.append("|").append(cell);
    return line;
  };
  std::vector<std::string> out = {joined("", table->header().columns)};
  for (;;) {
    const auto row = table->next();
    if (!row) return {failure_name(row)};
    if (!*row) return out;
    out.push_back((*row)->too_long ? "too long"
                                   : joined(std::to_string((*row)->number), (*row)->cells));
  }
}

TEST(SheetTable, GivesRowsWithTextBelowTheHeader) {
  EXPECT_THAT(read_table(text_row(1, {"一覧"}) + text_row(3, {"番号", "内容"}) +
                         text_row(4, {"1", "a", "欄外"}) + text_row(5, {}) +
                         text_row(6, {"", "", "欄外"}) + text_row(7, {"2"})),
              ElementsAre("|番号|内容", "4|1|a", "7|2|"));
  EXPECT_THAT(read_table(""), ElementsAre(""));
}

TEST(SheetTable, SaysMergedCellsInEachRow) {
  EXPECT_THAT(
      read_table(text_row(1, {"会社", "回", "内容"}) + text_row(2, {"A社", "1", "聞く"}) +
                     text_row(3, {"", "2", "気づく"}) + text_row(4, {"B社", "1", "話す"}) +
                     text_row(5, {"", "", ""}) + text_row(6, {"", "2", "動く"}) +
                     text_row(7, {"", "3", "終わる"}),
                 R"(<mergeCell ref="A2:A3"/><mergeCell ref="A4:A6"/><mergeCell ref="B7:C7"/>)"),
      ElementsAre("|会社|回|内容", "2|A社|1|聞く", "3|A社|2|気づく", "4|B社|1|話す", "6|B社|2|動く",
                  "7||3|終わる"));
}

TEST(SheetTable, ReadsMoreRowsThanItLooksAtForTheHeader) {
  std::string rows = text_row(1, {"番号"});
  std::vector<std::string> wanted = {"|番号"};
  for (int row = 2; row <= 60; ++row) {
    rows += text_row(row, {std::to_string(row)});
    wanted.push_back(std::to_string(row) + "|" + std::to_string(row));
  }
  EXPECT_EQ(read_table(rows), wanted);
}

TEST(SheetTable, TellsOfLongRowsAndFaults) {
  EXPECT_THAT(read_table(text_row(1, {"番号"}) + text_row(2, {std::string(200, 'x')})),
              ElementsAre("|番号", "too long"));
  EXPECT_THAT(read_table("<row>"), ElementsAre("invalid_argument"));
}

}  // namespace
}  // namespace kizuki
