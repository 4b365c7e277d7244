#include "server/web/csv.hpp"

#include <gtest/gtest.h>

namespace kizuki {
namespace {

std::string row_of(const std::vector<std::string>& cells) {
  CsvText csv({});
  csv.add_row(cells);
  const std::string all = std::move(csv).take();
  return all.substr(5);  // byte order mark and the row of no columns
}

TEST(CsvTest, IsWhatSpreadsheetsRead) {
  CsvText csv({"番号", "題"});
  csv.add_row({"d-1", "社長の\"本音\"、\n二行め"});
  EXPECT_EQ(std::move(csv).take(),
            "\xEF\xBB\xBF\"番号\",\"題\"\r\n\"d-1\",\"社長の\"\"本音\"\"、\n二行め\"\r\n");
}

TEST(CsvTest, TextIsNoFormula) {
  for (const char* cell : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r\n=1", " =1", "＝1", "＋1",
                           "－1", "＠a", "=HYPERLINK(\"http://evil.example\")"}) {
    EXPECT_TRUE(row_of({cell}).starts_with("\"'")) << cell;
  }
  for (const char* cell : {"", " ", "d-1", "1=1", "①", "a\t=1"}) {
    EXPECT_FALSE(row_of({cell}).starts_with("\"'")) << cell;
  }
  EXPECT_EQ(row_of({std::string("a\0b", 3)}), "\"ab\"\r\n");
}

TEST(CsvTest, IsSavedAsAFile) {
  const HttpResponse response = csv_response("/x", "list.csv", "a");
  EXPECT_EQ(response.type, "text/csv; charset=utf-8");
  EXPECT_NE(print_response_head(response, "", false)
                .find("Content-Disposition: attachment; filename=\"list.csv\"\r\n"),
            std::string::npos);
}

}  // namespace
}  // namespace kizuki
