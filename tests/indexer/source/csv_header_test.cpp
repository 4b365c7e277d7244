#include "indexer/source/csv_header.hpp"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

using Names = std::vector<std::string>;

TEST(CsvHeader, FindsTheSeparatorInTheFirstRow) {
  const std::pair<const char*, char> cases[] = {
      {"id,title\n", ','},      {"id\ttitle\n", '\t'},      {"id;title\n", ';'},
      {"id;title,text\n", ','}, {"id\ttitle;text\n", '\t'}, {"id\na,b\n", ','},
      {"\"a,b\";c\n", ';'},     {"\"a\nb\"\tc\n", '\t'},    {"", ','},
  };
  for (const auto& [text, separator] : cases) {
    EXPECT_EQ(csv_separator(text, true), separator) << text;
  }
}

TEST(CsvHeader, WaitsForTheWholeFirstRow) {
  EXPECT_EQ(csv_separator("id;ti", false), std::nullopt);
  EXPECT_EQ(csv_separator("\"a\n", false), std::nullopt);
  EXPECT_EQ(csv_separator("id;title\n", false), ';');
  EXPECT_EQ(csv_separator("id,ti", false), ',');
}

TEST(CsvHeader, MakesNamesUniqueAndNeverEmpty) {
  const std::pair<Names, Names> cases[] = {
      {{"id", "title"}, {"id", "title"}},
      {{" id ", "\u3000題名 \u3000"}, {"id", "題名"}},
      {{"備考", "備考", "備考"}, {"備考", "備考#2", "備考#3"}},
      {{"備考", "備考", "備考#2"}, {"備考", "備考#3", "備考#2"}},
      {{"id", "", "x"}, {"id", "列2", "x"}},
      {{"", "列1"}, {"列1#2", "列1"}},
      {{"id", "x", "", " "}, {"id", "x"}},
      {{"", ""}, {}},
  };
  for (const auto& [cells, names] : cases) {
    EXPECT_EQ(csv_column_names(cells), names) << testing::PrintToString(cells);
  }
}

}  // namespace
}  // namespace kizuki
