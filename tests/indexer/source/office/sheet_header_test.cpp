#include "indexer/source/office/sheet_header.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizuki {
namespace {

using testing::ElementsAre;

std::vector<WorkbookRow> rows_of(const std::vector<std::vector<std::string>>& cells) {
  std::vector<WorkbookRow> rows;
  rows.reserve(cells.size());
  for (const auto& row : cells) rows.push_back({rows.size() + 1, row, false});
  return rows;
}

TEST(SheetHeader, IsTheFirstRowOfATable) {
  const auto header = find_sheet_header(rows_of({{"番号", "相談\n内容"}, {"1", "資金繰り"}}), {});
  EXPECT_EQ(header.rows_above, 0U);
  EXPECT_EQ(header.rows, 1U);
  EXPECT_THAT(header.columns, ElementsAre("番号", "相談内容"));
}

TEST(SheetHeader, StandsBelowTitles) {
  const auto header = find_sheet_header(rows_of({{"令和5年度 伴走支援 事例一覧"},
                                                 {},
                                                 {"", "", "", "作成", "5月1日"},
                                                 {"番号", "会社", "課題", "支援", "結果"},
                                                 {"1", "a", "b", "c", "d"}}),
                                        {{1, 1, 0, 4}});
  EXPECT_EQ(header.rows_above, 3U);
  EXPECT_THAT(header.columns, ElementsAre("番号", "会社", "課題", "支援", "結果"));
}

TEST(SheetHeader, OfTwoRowsNamesColumnsByBoth) {
  const auto header = find_sheet_header(rows_of({{"ID", "業種", "", "規模", "備考"},
                                                 {"ID", "コード", "分類名", "人数", ""},
                                                 {"1", "14", "飲食店", "9"}}),
                                        {{1, 1, 1, 2}});
  EXPECT_EQ(header.rows, 2U);
  EXPECT_THAT(header.columns, ElementsAre("ID", "業種/コード", "業種/分類名", "規模/人数", "備考"));
}

TEST(SheetHeader, CellsMergedOverRowsSayHowHighItIs) {
  const auto header =
      find_sheet_header(rows_of({{"番号", "相談", ""}, {"", "日", "人"}, {"1", "5/1", "A"}}),
                        {{1, 2, 0, 0}, {1, 1, 1, 2}});
  EXPECT_EQ(header.rows, 2U);
  EXPECT_THAT(header.columns, ElementsAre("番号", "相談/日", "相談/人"));
}

TEST(SheetHeader, WideColumnsHaveNoSecondRow) {
  const auto header =
      find_sheet_header(rows_of({{"番号", "相談", ""}, {"1", "資金繰り", ""}, {"2", "採用", ""}}),
                        {{1, 1, 1, 2}, {2, 2, 1, 2}, {3, 3, 1, 2}});
  EXPECT_EQ(header.rows, 1U);
  EXPECT_THAT(header.columns, ElementsAre("番号", "相談"));
}

TEST(SheetHeader, IsNoHigherThanThreeRowsAndTheSheet) {
  EXPECT_EQ(
      find_sheet_header(rows_of({{"a", "b"}, {"1", "2"}, {"1", "2"}, {"1", "2"}}), {{1, 9, 0, 0}})
          .rows,
      3U);
  EXPECT_EQ(find_sheet_header(rows_of({{"a", "b"}}), {{1, 2, 0, 1}}).rows, 1U);
}

TEST(SheetHeader, OfNothingIsNothing) {
  EXPECT_EQ(find_sheet_header({}, {}).rows, 0U);
  EXPECT_EQ(find_sheet_header(rows_of({{}, {}}), {}).rows, 0U);
}

TEST(SheetHeader, OfOneColumnIsItsFirstText) {
  const auto header = find_sheet_header(rows_of({{}, {"text"}, {"経営"}}), {});
  EXPECT_EQ(header.rows_above, 1U);
  EXPECT_THAT(header.columns, ElementsAre("text"));
}

TEST(SheetHeader, NamesWhatIsEmptyOrSaidTwice) {
  const auto header = find_sheet_header(rows_of({{"a", "", "a", ""}, {"1", "2", "3", "4"}}), {});
  EXPECT_THAT(header.columns, ElementsAre("a", "列2", "a#2"));
}

}  // namespace
}  // namespace kizuki
