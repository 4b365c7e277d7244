#include "indexer/source/office/sheet_reader.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/make_workbook.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

using testing::ElementsAre;

constexpr const char* kPart = "xl/worksheets/sheet1.xml";
constexpr std::size_t kRowBytes = 1'000;

/// All rows, the last one with number 0 and the error's name when reading failed.
std::vector<WorkbookRow> read_rows(const std::string& rows, const WorkbookContext& context = {}) {
  const auto archive = ZipArchive::open(make_workbook({{{"s", rows}}}));
  auto reader = SheetReader::open(*archive, kPart, context, kRowBytes);
  std::vector<WorkbookRow> out;
  for (;;) {
    auto row = reader->next();
    if (!row) {
      out.push_back({0, {failure_name(row)}, false});
      return out;
    }
    if (!*row) return out;
    out.push_back(std::move(**row));
  }
}

TEST(SheetReader, ReadsEachKindOfCell) {
  const auto archive = ZipArchive::open(
      make_zip({{"s.xml", "<sst><si><t>共有</t></si><si><t>二つ目</t></si></sst>"}}));
  WorkbookContext context;
  context.strings = *SharedStrings::read(*archive, "s.xml");
  context.formats = {{}, {CellFormat::Kind::kDate, 0}};
  const auto rows = read_rows(
      R"(<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>12.50</v></c><c r="C2" s="1"><v>45413</v></c>
         <c r="D2" t="b"><v>1</v></c><c r="E2" t="b"><v>0</v></c><c r="F2" t="e"><v>#N/A</v></c>
         <c r="G2" t="str"><f>A1&amp;"x"</f><v>式の値</v></c><c r="H2"><f>1+1</f><v>2</v></c>
         <c r="I2" t="inlineStr"><is><r><t>中の</t></r><r><t>文字</t></r></is></c>
         <c r="J2" t="d"><v>2024-05-01</v></c><c r="K2" t="s"><v>9</v></c><c r="L2" t="s"><v>x</v></c>
         <c r="M2" s="77"><v>3</v></c><c r="N2"/></row>)",
      context);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].number, 2U);
  EXPECT_THAT(rows[0].cells, ElementsAre("二つ目", "12.5", "2024-05-01", "TRUE", "FALSE", "",
                                         "式の値", "2", "中の文字", "2024-05-01", "", "", "3"));
}

TEST(SheetReader, PlacesCellsByTheirNames) {
  const auto rows = read_rows(
      R"(<row r="1"><c r="C1"><v>3</v></c><c><v>4</v></c><c r="AB1"><v>28</v></c></row>
         <row><c><v>1</v></c></row><row r="9"/><row><c r="?"><v>1</v></c></row>)");
  ASSERT_EQ(rows.size(), 4U);
  ASSERT_EQ(rows[0].cells.size(), 28U);
  EXPECT_EQ(rows[0].cells[2], "3");
  EXPECT_EQ(rows[0].cells[3], "4");
  EXPECT_EQ(rows[0].cells[27], "28");
  EXPECT_EQ(rows[1].number, 2U);
  EXPECT_TRUE(rows[2].is_blank());
  EXPECT_EQ(rows[3].number, 10U);
  EXPECT_THAT(rows[3].cells, ElementsAre("1"));
}

TEST(SheetReader, LeavesOutWhatLiesFarToTheRight) {
  const auto rows = read_rows(
      R"(<row r="1"><c r="A1"><v>1</v></c><c r="ALL1"><v>1000</v></c><c r="ALM1"><v>1001</v></c><c r="XFD1"><v>2</v></c><c r="ZZZZZZZ1"><v>3</v></c></row>)");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].cells.size(), 1'000U);
  EXPECT_EQ(rows[0].cells.back(), "1000");
}

TEST(SheetReader, SaysWhichRowIsTooLong) {
  const std::string part(600, 'x');
  const auto rows = read_rows(text_row(1, {part}) + text_row(2, {part, part}) +
                              text_row(3, {std::string(3'000'000, 'x')}) + text_row(4, {"short"}));
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_FALSE(rows[0].too_long);
  EXPECT_TRUE(rows[1].too_long);
  EXPECT_TRUE(rows[1].cells.empty());
  EXPECT_TRUE(rows[2].too_long);
  EXPECT_FALSE(rows[3].too_long);
}

TEST(SheetReader, GivesTheRowsBeforeAFault) {
  const auto rows = read_rows(text_row(1, {"a"}) + "<row r=\"2\"><c></row>");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_THAT(rows[0].cells, ElementsAre("a"));
  EXPECT_THAT(rows[1].cells, ElementsAre("invalid_argument"));
}

TEST(SheetReader, FindsMergedCells) {
  const auto archive = ZipArchive::open(make_workbook(
      {{{"s", text_row(1, {"a"}),
         R"(<mergeCell ref="B3:B5"/><mergeCell ref="A1:C1"/><mergeCell ref="A1"/><mergeCell ref="C3:B1"/><mergeCell ref="x:y"/><mergeCell/>)"}}}));
  const auto merged = read_merged_cells(*archive, kPart);
  ASSERT_TRUE(succeeded(merged));
  ASSERT_EQ(merged->size(), 2U);
  EXPECT_EQ((*merged)[0].first_row, 1U);
  EXPECT_EQ((*merged)[0].last_column, 2U);
  EXPECT_EQ((*merged)[1].first_row, 3U);
  EXPECT_EQ((*merged)[1].last_row, 5U);
  EXPECT_EQ((*merged)[1].first_column, 1U);
}

}  // namespace
}  // namespace kizuki
