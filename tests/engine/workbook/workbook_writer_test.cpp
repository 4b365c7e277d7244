#include "engine/workbook/workbook_writer.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/result_matchers.hpp"
#include "tests/support/workbook_reader.hpp"

namespace kizuki {
namespace {

using testing::HasSubstr;
using testing::Not;

SheetTable sample() {
  SheetTable sheet;
  sheet.name = "ノウハウ";
  sheet.columns = {"番号", "見出し"};
  sheet.rows = {{std::string("K-1"), 3.0}, {std::string("K-2"), std::monostate{}}};
  return sheet;
}

TEST(WorkbookBytes, AreReadBack) {
  SheetTable other = sample();
  other.name = "根拠";
  other.rows = {{std::string("<社長>&\"次\""), 0.25}};
  const auto bytes = workbook_bytes({sample(), other});
  ASSERT_TRUE(succeeded(bytes));
  const auto sheets = read_workbook(*bytes);
  ASSERT_EQ(sheets.size(), 2U);
  EXPECT_EQ(sheets[0].name, "ノウハウ");
  EXPECT_EQ(sheets[0].cells.at("A1").value, "番号");
  EXPECT_EQ(sheets[0].cells.at("A2").type, "inlineStr");
  EXPECT_EQ(sheets[0].cells.at("B2").type, "");
  EXPECT_EQ(sheets[0].cells.at("B2").value, "3");
  EXPECT_EQ(sheets[0].cells.count("B3"), 0U);
  EXPECT_EQ(sheets[1].name, "根拠");
  EXPECT_EQ(sheets[1].cells.at("A2").value, "<社長>&\"次\"");
  EXPECT_EQ(sheets[1].cells.at("B2").value, "0.25");
}

TEST(WorkbookBytes, FreezeAndFilterTheFirstRow) {
  const auto bytes = workbook_bytes({sample()});
  ASSERT_TRUE(succeeded(bytes));
  const std::string xml = read_workbook(*bytes).at(0).xml;
  EXPECT_THAT(xml, HasSubstr("<pane ySplit=\"1\" topLeftCell=\"A2\""));
  EXPECT_THAT(xml, HasSubstr("state=\"frozen\""));
  EXPECT_THAT(xml, HasSubstr("<autoFilter ref=\"A1:B3\"/>"));
  EXPECT_THAT(xml, HasSubstr("<cols><col min=\"1\" max=\"1\""));
}

TEST(WorkbookBytes, NoTextBecomesAFormulaOrALink) {
  SheetTable sheet;
  sheet.name = "=SUM(A1)";
  sheet.columns = {"=1+1"};
  const std::vector<std::string> texts = {"=1+1",
                                          "=cmd|' /C calc'!A0",
                                          "+81-3-1234",
                                          "-2",
                                          "@SUM(1)",
                                          "\t=1",
                                          "{=1}",
                                          "12",
                                          "http://example.com/",
                                          "=HYPERLINK(\"http://example.com/\")"};
  for (const std::string& text : texts) sheet.rows.push_back({text});
  const auto bytes = workbook_bytes({sheet});
  ASSERT_TRUE(succeeded(bytes));
  const auto sheets = read_workbook(*bytes);
  ASSERT_EQ(sheets.size(), 1U);
  EXPECT_THAT(sheets[0].xml, Not(HasSubstr("<f")));
  EXPECT_THAT(sheets[0].xml, Not(HasSubstr("<hyperlink")));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const ReadCell& cell = sheets[0].cells.at("A" + std::to_string(i + 2));
    EXPECT_EQ(cell.type, "inlineStr") << texts[i];
    EXPECT_EQ(cell.value, texts[i]);
  }
}

TEST(WorkbookBytes, SameSheetsGiveTheSameBytes) {
  const auto one = workbook_bytes({sample()});
  const auto other = workbook_bytes({sample()});
  ASSERT_TRUE(succeeded(one));
  ASSERT_TRUE(succeeded(other));
  EXPECT_TRUE(*one == *other);
  EXPECT_THAT(unzip(*one).at("docProps/core.xml"), HasSubstr("1980-01-01T00:00:00Z"));
}

TEST(WorkbookBytes, WhatIsNoNumberIsAnEmptyCell) {
  SheetTable sheet = sample();
  sheet.rows = {{std::nan(""), std::numeric_limits<double>::infinity()}, {-0.5}};
  const auto bytes = workbook_bytes({sheet});
  ASSERT_TRUE(succeeded(bytes));
  const auto cells = read_workbook(*bytes).at(0).cells;
  EXPECT_EQ(cells.count("A2") + cells.count("B2"), 0U);
  EXPECT_EQ(cells.at("A3").value, "-0.5");
}

TEST(WorkbookBytes, RefusesWhatNoWorkbookHolds) {
  EXPECT_EQ(failure_name(workbook_bytes({})), "invalid_argument");
  SheetTable sheet = sample();
  sheet.rows.push_back({1.0, 2.0, 3.0});
  EXPECT_EQ(failure_name(workbook_bytes({sheet})), "invalid_argument");
  sheet.rows.assign(kMostSheetRows + 1, {});
  EXPECT_EQ(failure_name(workbook_bytes({sheet})), "limit_exceeded");
}

}  // namespace
}  // namespace kizuki
