#include "indexer/source/csv_source.hpp"

#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/indexer/source/encode.hpp"
#include "tests/indexer/source/reading.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

using testing::AllOf;
using testing::HasSubstr;

/// All items of a table; every read size must give the same.
std::vector<ReadItem> read_csv(const std::string& text, SourceOptions options = {},
                               const std::string& name = "cases.csv") {
  const auto items = read_source(text, name, options);
  for (const std::size_t size : read_sizes()) {
    options.read_bytes = size;
    EXPECT_EQ(read_source(text, name, options), items) << size << " " << text.substr(0, 500);
  }
  return items;
}

TEST(CsvSource, MakesARowAnObjectOfStrings) {
  const std::vector<ReadItem> expected = {{2, R"({"id":"1","text":"経営"})", ""},
                                          {3, R"({"id":"2","text":""})", ""}};
  for (const char* text : {
           "id,text\n1,経営\n2,\n",
           "id,text\r\n1,経営\r\n2,\r\n",
           "id,text\r1,経営\r2,\r",
           "\xEF\xBB\xBFid,text\n1,経営\n2,",
           "\"id\",\"text\"\n\"1\",\"経営\"\n\"2\",\"\"\n",
           "id;text\n1;経営\n2;\n",
           "id\ttext\n1\t経営\n2\t\n",
       }) {
    EXPECT_EQ(read_csv(text), expected) << text;
  }
  EXPECT_EQ(read_csv("id\ttext\n1\t経営\n2\t\n", {}, "cases.tsv"), expected);
  EXPECT_EQ(read_csv("id\ta,b\n1\tx,y\n", {}, "cases.tsv")[0].json, R"({"id":"1","a,b":"x,y"})");
}

TEST(CsvSource, CountsTheLinesOfQuotedCells) {
  const auto items = read_csv(
      "id,text\n"
      "1,\"one\ntwo\r\nthree\"\n"
      "\n"
      "2,\"x\"\"y\"\n"
      "3,\"a,b\"\n");
  ASSERT_EQ(items.size(), 3U);
  EXPECT_EQ(items[0], (ReadItem{2, R"({"id":"1","text":"one\ntwo\r\nthree"})", ""}));
  EXPECT_EQ(items[1], (ReadItem{6, R"({"id":"2","text":"x\"y"})", ""}));
  EXPECT_EQ(items[2], (ReadItem{7, R"({"id":"3","text":"a,b"})", ""}));
}

TEST(CsvSource, TellsItsColumns) {
  auto source = open_source(memory_bytes("id,備考,備考,,x,,\n1,a,b,c,d,,\n"), "a.csv", {});
  ASSERT_TRUE(source);
  EXPECT_EQ((*source)->columns(), (std::vector<std::string>{"id", "備考", "備考#2", "列4", "x"}));
  const auto item = (*source)->next();
  ASSERT_TRUE(item && *item);
  EXPECT_EQ(std::get<Json>((*item)->content).dump(),
            R"({"id":"1","備考":"a","備考#2":"b","列4":"c","x":"d"})");
}

TEST(CsvSource, RefusesRaggedRowsWithTheirLineAndWhatWasExpected) {
  const auto items =
      read_csv("id,title,text\n1,a,b\n2,a\n3,\"a\nb\",c\n4,a,b,c\n5,a,b,,\n6\n7,a,b\n");
  ASSERT_EQ(items.size(), 7U);
  EXPECT_EQ(items[0].json, R"({"id":"1","title":"a","text":"b"})");
  EXPECT_EQ(items[1].line, 3U);
  EXPECT_THAT(items[1].error, AllOf(HasSubstr("足りません"), HasSubstr("3 列"), HasSubstr("2 列")));
  EXPECT_FALSE(items[2].refused());
  EXPECT_EQ(items[3].line, 6U);
  EXPECT_THAT(items[3].error, AllOf(HasSubstr("多すぎます"), HasSubstr("4 列")));
  EXPECT_EQ(items[4].json, R"({"id":"5","title":"a","text":"b"})") << "the extra cells are empty";
  EXPECT_EQ(items[5].line, 8U);
  EXPECT_EQ(items[6], (ReadItem{9, R"({"id":"7","title":"a","text":"b"})", ""}));
}

TEST(CsvSource, PassesOverRowsWithoutText) {
  EXPECT_TRUE(read_csv("id,text\n").empty());
  EXPECT_TRUE(read_csv("id,text\n,\n\n,,,\n\"\",\"\"\n").empty());
  const auto items = read_csv("\n,\nid,text\n\n1,a\n,\n");
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0], (ReadItem{5, R"({"id":"1","text":"a"})", ""}));
}

TEST(CsvSource, AFileWithoutTextIsOneRefusedItem) {
  for (const char* text : {"", "\n\r\n", "\xEF\xBB\xBF", ",,\n"}) {
    const auto items = read_csv(text);
    ASSERT_EQ(items.size(), 1U) << text;
    EXPECT_THAT(items[0].error, HasSubstr("空のファイル"));
  }
}

TEST(CsvSource, AFirstRowThatCannotBeReadIsTheOnlyItem) {
  std::string many_columns = "c";
  for (int i = 0; i < 1500; ++i) many_columns += ",c";
  const std::pair<std::string, const char*> cases[] = {
      {"id,\"text\n1,a\n2,b\n", "閉じていません"},
      {"\"id\"x,text\n1,a\n", "閉じ方"},
      {"id,te\xFFxt\n1,a\n", "読めないバイト"},
      {std::string("id,te\0xt\n1,a\n", 12), "NUL"},
      {many_columns + "\n1\n", "列が多すぎます"},
      {"id," + std::string(70'000, 'x') + "\n1,a\n", "長すぎ"},
  };
  SourceOptions options;
  options.record_bytes = 65'000;
  for (const auto& [text, message] : cases) {
    const auto items = read_csv(text, options);
    ASSERT_EQ(items.size(), 1U) << message;
    EXPECT_EQ(items[0].line, 1U);
    EXPECT_THAT(items[0].error, AllOf(HasSubstr("見出し"), HasSubstr(message)));
  }
}

TEST(CsvSource, RefusesABadRowAndKeepsItsNeighbours) {
  const struct {
    std::string row;
    const char* message;
  } cases[] = {
      {std::string("2,a\0b", 5), "NUL"},
      {"2,\xE3\x81", "utf-8 として読めないバイトがあります（3 行目）"},
      {"2," + std::string(3000, 'x'), "長すぎ"},
      {"2,\"" + std::string(3000, ',') + "\"", "長すぎ"},
      {"2," + std::string(1500, ','), nullptr},  // extra cells without text
      {"2" + std::string(1500, ',') + "x", "多すぎます"},
  };
  SourceOptions options;
  options.record_bytes = 2000;
  for (const auto& c : cases) {
    const auto items = read_csv("id,text\n1,a\n" + c.row + "\n3,b\n", options);
    ASSERT_EQ(items.size(), 3U) << c.row;
    EXPECT_EQ(items[0], (ReadItem{2, R"({"id":"1","text":"a"})", ""}));
    EXPECT_EQ(items[1].line, 3U);
    if (c.message != nullptr) {
      EXPECT_THAT(items[1].error, HasSubstr(c.message));
    }
    EXPECT_EQ(items[2], (ReadItem{4, R"({"id":"3","text":"b"})", ""}));
  }
}

TEST(CsvSource, TheLimitIsExact) {
  SourceOptions options;
  options.record_bytes = 10;
  for (const char* end : {"\n", "\r\n", "\r", ""}) {
    EXPECT_FALSE(read_csv("id,text\n1,34567890" + std::string(end), options)[0].refused()) << end;
    EXPECT_TRUE(read_csv("id,text\n1,345678901" + std::string(end), options)[0].refused()) << end;
  }
}

TEST(CsvSource, AnUnclosedQuoteIsOneErrorAndTheRowsBehindItAreRead) {
  const auto items = read_csv("id,text\n1,a\n2,\"open\n3,c\n4,d\n");
  ASSERT_EQ(items.size(), 4U);
  EXPECT_EQ(items[1].line, 3U);
  EXPECT_THAT(items[1].error, AllOf(HasSubstr("3 行目で始まる"), HasSubstr("閉じていません"),
                                    HasSubstr("4 行目から読み直します")));
  EXPECT_EQ(items[2], (ReadItem{4, R"({"id":"3","text":"c"})", ""}));
  EXPECT_EQ(items[3], (ReadItem{5, R"({"id":"4","text":"d"})", ""}));
}

TEST(CsvSource, AnUnclosedQuoteBeforeQuotedRowsCostsOneRow) {
  const auto items =
      read_csv("\"id\",\"text\"\n\"1\",\"a\n\"2\",\"b\"\n\"3\",\"c\nd\"\n\"4\",\"e\"\n");
  ASSERT_EQ(items.size(), 4U);
  EXPECT_EQ(items[0].line, 2U);
  EXPECT_THAT(items[0].error, AllOf(HasSubstr("2 行目で始まる"), HasSubstr("3 行目から")));
  EXPECT_EQ(items[1].json, R"({"id":"2","text":"b"})");
  EXPECT_EQ(items[2], (ReadItem{4, R"({"id":"3","text":"c\nd"})", ""}));
  EXPECT_EQ(items[3].line, 6U);
}

TEST(CsvSource, NamesTheLineWhereTheUnclosedQuoteBegan) {
  const auto items = read_csv("id,a,b\n1,\"x\ny\",\"never\nclosed\n");
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].line, 2U);
  EXPECT_THAT(items[0].error, AllOf(HasSubstr("3 行目で始まる"), HasSubstr("閉じていません"),
                                    HasSubstr("ここから後は読めません")));
  const auto last = read_csv("id,a\n1,\"x\ny\"\n2,\"never");
  ASSERT_EQ(last.size(), 2U);
  EXPECT_THAT(last[1].error, HasSubstr("4 行目で始まる"));
}

TEST(CsvSource, LinesInsideABrokenCellAreNotTakenForRows) {
  const auto items = read_csv(
      "id,title,text\n"
      "1,t,\"he said \"yes\" and\nwent on, in prose\nto the end\"\n"
      "2,t,x\n");
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].line, 2U);
  EXPECT_THAT(items[0].error, AllOf(HasSubstr("閉じ方"), HasSubstr("5 行目から")));
  EXPECT_EQ(items[1], (ReadItem{5, R"({"id":"2","title":"t","text":"x"})", ""}));
}

TEST(CsvSource, EndsSoonOnAFileOfBadQuotes) {
  std::string text = "id,text\n";
  for (int i = 0; i < 60'000; ++i) text += "1,\"a\"b\n";
  EXPECT_EQ(read_source(text, "cases.csv").size(), 1U);
  text = "id,text\n";
  for (int i = 0; i < 60'000; ++i) text += "1,\"a\n";
  for (const ReadItem& item : read_source(text, "cases.csv")) EXPECT_TRUE(item.refused());
}

TEST(CsvSource, ReadsTheOldEncodingsAndRefusesOnlyTheRowWithABadByte) {
  const std::string text = "番号,企業名,相談\r\n1,㈱山田～,資金繰り表を作った\r\n2,十兵衛,ソ\r\n";
  for (const Encoding encoding : {Encoding::kUtf8, Encoding::kCp932, Encoding::kEucJp}) {
    std::string bytes = *encode(encoding, text);
    EXPECT_EQ(read_csv(bytes), read_csv(text));
    bytes.insert(bytes.find("\r\n2,") + 4, "\x80");
    const auto items = read_csv(bytes);
    ASSERT_EQ(items.size(), 2U);
    EXPECT_FALSE(items[0].refused());
    EXPECT_EQ(items[1].line, 3U);
    EXPECT_THAT(items[1].error, HasSubstr(std::string(encoding_name(encoding))));
  }
}

/// The plainest writer there is: quotes what must be quoted, and at random what need not be.
std::string written(const std::vector<std::vector<std::string>>& rows, char separator,
                    const std::string& line_end, std::mt19937_64& random) {
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i != 0) text += separator;
      const bool must = row[i].find_first_of(",;\t\r\n\"") != std::string::npos;
      if (!must && random() % 4 != 0) {
        text += row[i];
        continue;
      }
      text += '"';
      for (const char c : row[i]) text += c == '"' ? std::string("\"\"") : std::string(1, c);
      text += '"';
    }
    text += line_end;
  }
  return text;
}

TEST(CsvSource, ReadsBackWhatWasWrittenWhateverTheLineEndAndTheReadSize) {
  const std::string pieces[] = {"経営", "a",  " ", "\t", ",",    ";", "\"",
                                "\n",   "\r", "🍣", "「", "\r\n", "0", "'"};
  for (unsigned round = 0; round < 400; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    std::mt19937_64 random(test_seed() + round);
    const std::size_t columns = 2 + random() % 4;
    std::vector<std::vector<std::string>> rows(1);
    for (std::size_t i = 0; i < columns; ++i) rows[0].push_back("列名" + std::to_string(i));
    std::vector<std::string> expected;
    for (auto count = random() % 8; count > 0; --count) {
      rows.emplace_back();
      JsonObject record;
      for (std::size_t i = 0; i < columns; ++i) {
        std::string cell = i == 0 ? "x" : "";
        for (auto parts = random() % 6; parts > 0; --parts) cell += pieces[random() % 14];
        record.emplace_back(rows[0][i], Json(cell));
        rows.back().push_back(std::move(cell));
      }
      expected.push_back(Json(std::move(record)).dump());
    }
    const char separator = ",;\t"[random() % 3];
    const std::string line_end = std::vector<std::string>{"\n", "\r\n", "\r"}[random() % 3];
    std::string text = written(rows, separator, line_end, random);
    if (random() % 2 == 0) text.resize(text.size() - line_end.size());
    SourceOptions options;
    options.read_bytes = 1 + random() % 40;
    std::vector<std::string> found;
    for (const ReadItem& item : read_source(text, "cases.csv", options)) {
      found.push_back(item.json + item.error);
    }
    ASSERT_EQ(found, expected) << text;
  }
}

}  // namespace
}  // namespace kizuki
