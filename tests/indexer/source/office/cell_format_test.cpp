#include "indexer/source/office/cell_format.hpp"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/make_workbook.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

using Kind = CellFormat::Kind;

TEST(CellFormat, ReadsWhatACodeMeans) {
  const std::vector<std::pair<const char*, Kind>> codes = {
      {"General", Kind::kNumber},
      {"G/標準", Kind::kNumber},
      {"#,##0_ ;[Red]\\-#,##0\\ ", Kind::kNumber},
      {"0.00E+00", Kind::kNumber},
      {"@", Kind::kNumber},
      {"\"md\"0", Kind::kNumber},
      {"0\\d", Kind::kNumber},
      {"[Red]0.0", Kind::kNumber},
      {"[>=1000]#,##0", Kind::kNumber},
      {"0.0%", Kind::kPercent},
      {"yyyy/m/d", Kind::kDate},
      {"[$-411]ggge\"年\"m\"月\"d\"日\";@", Kind::kDate},
      {"m\"月\"", Kind::kDate},
      {"aaa\\ d", Kind::kDate},
      {"h:mm", Kind::kTime},
      {"mm:ss.0", Kind::kTime},
      {"[$-F400]h:mm:ss\\ AM/PM", Kind::kTime},
      {"yyyy/m/d h:mm", Kind::kDateTime},
      {"[h]:mm", Kind::kElapsed},
      {"[mm]:ss", Kind::kElapsed},
      {"", Kind::kNumber},
      {"[", Kind::kNumber},
      {"\"", Kind::kNumber},
      {"\\", Kind::kNumber},
  };
  for (const auto& [code, kind] : codes) EXPECT_EQ(cell_format(code).kind, kind) << code;
  EXPECT_EQ(cell_format("0000"), (CellFormat{Kind::kNumber, 4}));
  EXPECT_EQ(cell_format("0000;\\-0000"), (CellFormat{Kind::kNumber, 4}));
  EXPECT_EQ(cell_format("0.0"), CellFormat());
}

TEST(CellFormat, KnowsTheNumbersWithoutACode) {
  EXPECT_EQ(built_in_cell_format(0).kind, Kind::kNumber);
  EXPECT_EQ(built_in_cell_format(9).kind, Kind::kPercent);
  EXPECT_EQ(built_in_cell_format(14).kind, Kind::kDate);
  EXPECT_EQ(built_in_cell_format(20).kind, Kind::kTime);
  EXPECT_EQ(built_in_cell_format(22).kind, Kind::kDateTime);
  EXPECT_EQ(built_in_cell_format(31).kind, Kind::kDate);
  EXPECT_EQ(built_in_cell_format(32).kind, Kind::kTime);
  EXPECT_EQ(built_in_cell_format(46).kind, Kind::kElapsed);
  EXPECT_EQ(built_in_cell_format(49).kind, Kind::kNumber);
  EXPECT_EQ(built_in_cell_format(57).kind, Kind::kDate);
}

TEST(CellFormat, ShowsNumbersAsProgramsDo) {
  const auto plain = [](std::string_view number) { return number_text(number, {}, false); };
  EXPECT_EQ(plain("12"), "12");
  EXPECT_EQ(plain("-0"), "0");
  EXPECT_EQ(plain("0.30000000000000004"), "0.3");
  EXPECT_EQ(plain("1.5E-3"), "0.0015");
  EXPECT_EQ(plain("12345678901"), "12345678901");
  EXPECT_EQ(plain("1E400"), "1E400") << "no number";
  EXPECT_EQ(plain("abc"), "abc");
  EXPECT_EQ(plain("1 2"), "1 2");
  EXPECT_EQ(number_text("7", {Kind::kNumber, 4}, false), "0007");
  EXPECT_EQ(number_text("-7", {Kind::kNumber, 2}, false), "-07");
  EXPECT_EQ(number_text("12345", {Kind::kNumber, 4}, false), "12345");
  EXPECT_EQ(number_text("0.125", {Kind::kPercent, 0}, false), "12.5%");
}

TEST(CellFormat, ShowsDatesAndTimes) {
  const auto date = [](std::string_view n, bool from_1904 = false) {
    return number_text(n, {Kind::kDate, 0}, from_1904);
  };
  EXPECT_EQ(date("45413"), "2024-05-01");
  EXPECT_EQ(date("45413.75"), "2024-05-01");
  EXPECT_EQ(date("43951", true), "2024-05-01");
  EXPECT_EQ(date("1"), "1900-01-01");
  EXPECT_EQ(date("59"), "1900-02-28");
  EXPECT_EQ(date("60"), "60") << "a day that never was";
  EXPECT_EQ(date("61"), "1900-03-01");
  EXPECT_EQ(date("2958465"), "9999-12-31");
  EXPECT_EQ(date("2958466"), "2958466");
  EXPECT_EQ(date("2958465.9999999"), "2958465.9999999") << "would be the first day of 10000";
  EXPECT_EQ(date("-1"), "-1");
  EXPECT_EQ(date("0"), "0");
  EXPECT_EQ(date("1e300"), "1e+300");
  EXPECT_EQ(number_text("45413.5625", {Kind::kDateTime, 0}, false), "2024-05-01 13:30");
  EXPECT_EQ(number_text("45413.99999999", {Kind::kDateTime, 0}, false), "2024-05-02 00:00");
  EXPECT_EQ(number_text("0.562557870370370", {Kind::kTime, 0}, false), "13:30:05");
  EXPECT_EQ(number_text("0.5", {Kind::kDateTime, 0}, false), "12:00");
  EXPECT_EQ(number_text("1.104166666666667", {Kind::kElapsed, 0}, false), "26:30");
}

TEST(CellFormat, DaysAgreeWithTheCalendar) {
  // Day after day from 1900-03-01 to 2100, reckoned by adding one.
  int year = 1900;
  int month = 3;
  int day = 1;
  for (int serial = 61; year < 2100; ++serial) {
    char wanted[40];
    std::snprintf(wanted, sizeof wanted, "%04d-%02d-%02d", year, month, day);
    ASSERT_EQ(number_text(std::to_string(serial), {Kind::kDate, 0}, false), wanted);
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    const int days[] = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (++day <= days[month - 1]) continue;
    day = 1;
    if (++month <= 12) continue;
    month = 1;
    ++year;
  }
}

Result<std::vector<CellFormat>> formats_of(const std::string& styles) {
  const auto archive = ZipArchive::open(make_zip({{"styles.xml", styles}}));
  return read_cell_formats(*archive, "styles.xml");
}

TEST(CellFormat, ReadsTheFormatsOfCells) {
  const auto formats = formats_of(R"(<styleSheet>
      <numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;"/></numFmts>
      <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf/><xf numFmtId="14"/></cellXfs>
      <cellStyles><xf numFmtId="9"/></cellStyles></styleSheet>)");
  ASSERT_TRUE(succeeded(formats));
  ASSERT_EQ(formats->size(), 4U);
  EXPECT_EQ((*formats)[0].kind, Kind::kNumber);
  EXPECT_EQ((*formats)[1].kind, Kind::kDate);
  EXPECT_EQ((*formats)[2].kind, Kind::kNumber);
  EXPECT_EQ((*formats)[3].kind, Kind::kDate);
  EXPECT_EQ(failure_name(formats_of("<styleSheet>")), "invalid_argument");
}

}  // namespace
}  // namespace kizuki
