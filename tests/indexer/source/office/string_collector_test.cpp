#include "indexer/source/office/string_collector.hpp"

#include <string>

#include <gtest/gtest.h>

#include "tests/support/make_workbook.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

Result<SharedStrings> read(const std::string& items) {
  const auto archive =
      ZipArchive::open(make_zip({{"s.xml", "<sst xmlns=\"u\">" + items + "</sst>"}}));
  return SharedStrings::read(*archive, "s.xml");
}

TEST(SharedStrings, AreTextsWithoutFormsAndReadings) {
  const auto strings = read(
      "<si><t>社長</t></si>"
      "<si><r><rPr><b/></rPr><t xml:space=\"preserve\">強い </t></r><r><t>文字</t></r></si>"
      "<si><t>課題</t><rPh sb=\"0\" eb=\"2\"><t>カダイ</t></rPh><phoneticPr fontId=\"1\"/></si>"
      "<si/>"
      "<si><t>一行目_x000D_\n二行目\r\n三行目&#13;四行目</t></si>"
      "<si><t>_x005F_x000D_ _xZZZZ_ _x3042_ _x</t></si>");
  ASSERT_TRUE(succeeded(strings));
  EXPECT_EQ(strings->at(0), "社長");
  EXPECT_EQ(strings->at(1), "強い 文字");
  EXPECT_EQ(strings->at(2), "課題");
  EXPECT_EQ(strings->at(3), "");
  EXPECT_EQ(strings->at(4), "一行目\n二行目\n三行目\n四行目");
  EXPECT_EQ(strings->at(5), "_x000D_ _xZZZZ_ _x3042_ _x");
  EXPECT_EQ(strings->at(6), "");
  EXPECT_EQ(strings->at(std::uint64_t{1} << 40U), "");
}

TEST(SharedStrings, ThatAreDamagedFail) {
  EXPECT_EQ(failure_name(read("<si><t>x</si>")), "invalid_argument");
  const auto archive = ZipArchive::open(make_zip({{"other", "x"}}));
  EXPECT_EQ(failure_name(SharedStrings::read(*archive, "s.xml")), "invalid_argument");
}

TEST(SharedStrings, AreLimited) {
  const std::string item = "<si><t>" + std::string(1U << 20U, 'x') + "</t></si>";
  std::string items;
  for (int i = 0; i < 130; ++i) items += item;
  EXPECT_EQ(failure_name(read(items)), "limit_exceeded");
}

}  // namespace
}  // namespace kizuki
