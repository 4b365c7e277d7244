#include "engine/workbook/workbook_content.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

using testing::ElementsAre;

TEST(CellText, KeepsWhatACellCanHold) {
  EXPECT_EQ(cell_text("=1+2\n\t「社長」😀"), "=1+2\n\t「社長」😀");
  EXPECT_EQ(cell_text(std::string("a\0b\x1B", 4)), "a b ");
  EXPECT_EQ(cell_text("a\uFFFE\uFFFFb"), "a  b");
}

TEST(CellText, AnEscapeOfTheFormatStaysWhatItSays) {
  EXPECT_EQ(cell_text("_x0041_"), "_x005F_x0041_");
  EXPECT_EQ(cell_text("_x00zz_ _x004"), "_x00zz_ _x004");
}

TEST(CellText, CutsWhatIsTooLongAtACharacter) {
  std::string text;
  for (std::size_t i = 0; i < kMostCellUnits; ++i) text += "😀";  // two units each
  const std::string cut = cell_text(text);
  EXPECT_EQ(utf8_length(cut), kMostCellUnits / 2 + 1);
  EXPECT_EQ(cut.substr(cut.size() - 3), "…");
  EXPECT_EQ(cell_text(std::string(kMostCellUnits, 'a')).size(), kMostCellUnits);
}

TEST(ShownWidth, CountsJapaneseTwice) {
  EXPECT_EQ(shown_width("abc"), 3U);
  EXPECT_EQ(shown_width("規模 A"), 6U);
  EXPECT_EQ(shown_width("ｶﾅ"), 2U);
  EXPECT_EQ(shown_width("一\n二三四\n五"), 6U);
}

TEST(SheetNames, AreWhatProgramsTake) {
  const auto named = [](const std::string& name) {
    SheetTable sheet;
    sheet.name = name;
    return sheet;
  };
  EXPECT_THAT(valid_sheet_names({named("課題[1]:a/b"), named(""), named("Sheet"), named("sheet")}),
              ElementsAre("課題_1__a_b", "_", "Sheet", "sheet 2"));
  const auto names = valid_sheet_names({named(std::string(40, 'x')), named(std::string(40, 'X'))});
  EXPECT_EQ(names[0], std::string(31, 'x'));
  EXPECT_EQ(names[1], std::string(29, 'X') + " 2");
}

}  // namespace
}  // namespace kizuki
