#include "indexer/source/office/workbook_source.hpp"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/workbook/workbook_writer.hpp"
#include "tests/indexer/source/reading.hpp"
#include "tests/support/make_workbook.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kName = "cases.xlsx";

std::vector<std::string> notes_of(const std::string& bytes) {
  auto source = open_source(memory_bytes(bytes), kName, {});
  if (!source) return {source.error().message};
  while (true) {
    const auto item = (*source)->next();
    if (!item || !*item) return (*source)->notes();
  }
}

TEST(WorkbookSource, MakesARowAnObjectOfStrings) {
  const std::string bytes =
      make_workbook({{{"事例", text_row(1, {"事例一覧"}) + text_row(3, {"id", "text", "備考"}) +
                                   text_row(4, {"1", "経営\n理念"}) + text_row(5, {}) +
                                   text_row(6, {"2", "", "&<済>", "欄外"})}}});
  const std::vector<ReadItem> expected = {
      {4, R"({"id":"1","text":"経営\n理念","備考":"","シート名":"事例"})", ""},
      {6, R"({"id":"2","text":"","備考":"&<済>","シート名":"事例"})", ""}};
  EXPECT_EQ(read_source(bytes, kName), expected);
  EXPECT_EQ(read_source(bytes, "whatever.bin"), expected) << "told by its first bytes";
  EXPECT_THAT(notes_of(bytes), IsEmpty());
}

TEST(WorkbookSource, ReadsWhatOurOwnWriterWrites) {
  SheetTable table;
  table.name = "一覧";
  table.columns = {"id", "本文", "人数"};
  table.rows = {{std::string("1"), std::string("=式ではない"), 12.0},
                {std::string("2"), std::string("改行\nあり _x0041_"), 0.5}};
  const auto bytes = workbook_bytes({table});
  ASSERT_TRUE(succeeded(bytes));
  const auto items = read_source(*bytes, kName);
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].json, R"({"id":"1","本文":"=式ではない","人数":"12","シート名":"一覧"})");
  EXPECT_EQ(items[1].json,
            R"({"id":"2","本文":"改行\nあり _x0041_","人数":"0.5","シート名":"一覧"})");
}

TEST(WorkbookSource, ReadsFurtherSheetsWithTheSameColumns) {
  const std::string head = text_row(1, {"id", "text"});
  const std::string bytes =
      make_workbook({{{"説明", ""},
                      {"隠し", head + text_row(2, {"9", "x"}), "", "hidden"},
                      {"令和4年", head + text_row(2, {"1", "a"})},
                      {"記入例", text_row(1, {"項目", "意味"})},
                      {"秘密", head + text_row(2, {"8", "x"}), "", "veryHidden"},
                      {"空", ""},
                      {"令和5年", head + text_row(2, {"2", "b"})}}});
  const auto items = read_source(bytes, kName);
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].json, R"({"id":"1","text":"a","シート名":"令和4年"})");
  EXPECT_EQ(items[1].json, R"({"id":"2","text":"b","シート名":"令和5年"})");
  EXPECT_THAT(notes_of(bytes),
              ElementsAre("シート「記入例」は、見出しがはじめのシートと違うので読みませんでした"));
  auto source = open_source(memory_bytes(bytes), kName, {});
  ASSERT_TRUE(succeeded(source));
  EXPECT_THAT((*source)->columns(), ElementsAre("id", "text", "シート名"));
  EXPECT_EQ((*source)->next()->value().part, "");
  EXPECT_EQ((*source)->next()->value().part, "令和5年");
  EXPECT_EQ((*source)->bytes_read(), (*source)->bytes_total());
}

TEST(WorkbookSource, AColumnOfTheSheetsNameIsTheTablesOwn) {
  const std::string bytes =
      make_workbook({{{"s", text_row(1, {"id", kSheetColumn}) + text_row(2, {"1", "本人の値"})}}});
  EXPECT_EQ(read_source(bytes, kName)[0].json, R"({"id":"1","シート名":"本人の値"})");
}

TEST(WorkbookSource, UsesFormatsAndTheDayThatDaysCountFrom) {
  MadeWorkbook book;
  book.sheets = {
      {"s",
       text_row(1, {"id", "日"}) +
           R"(<row r="2"><c r="A2" s="1"><v>7</v></c><c r="B2" s="2"><v>43951</v></c></row>)"}};
  book.styles =
      R"(<numFmts><numFmt numFmtId="170" formatCode="000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="14"/></cellXfs>)";
  book.properties = "date1904=\"1\"";
  EXPECT_EQ(read_source(make_workbook(book), kName)[0].json,
            R"({"id":"007","日":"2024-05-01","シート名":"s"})");
}

TEST(WorkbookSource, RefusesALongRowAndGoesOn) {
  SourceOptions options;
  options.record_bytes = 100;
  const std::string bytes = make_workbook(
      {{{"s", text_row(1, {"id", "text"}) + text_row(2, {"1", std::string(200, 'x')}) +
                  text_row(3, {"2", "b"})}}});
  const auto items = read_source(bytes, kName, options);
  ASSERT_EQ(items.size(), 2U);
  EXPECT_TRUE(items[0].refused());
  EXPECT_THAT(items[0].error, HasSubstr("長すぎます（上限 100 バイト）"));
  EXPECT_EQ(items[1].line, 3U);
}

TEST(WorkbookSource, OfNothingIsOneRefusal) {
  for (const MadeWorkbook& book :
       {MadeWorkbook{}, MadeWorkbook{{{"s", ""}}}, MadeWorkbook{{{"s", text_row(1, {})}}},
        MadeWorkbook{{{"s", text_row(1, {"id"}), "", "hidden"}}}}) {
    const auto items = read_source(make_workbook(book), kName);
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(items[0].error, "ブックが空です");
  }
  EXPECT_THAT(read_source(make_workbook({{{"s", text_row(1, {"id"})}}}), kName), IsEmpty())
      << "a header alone is a table without rows, as in a CSV";
}

TEST(WorkbookSource, KeepsWhatStandsBeforeAFault) {
  const std::string bytes = make_workbook(
      {{{"s", text_row(1, {"id", "text"}) + text_row(2, {"1", "a"}) + "<row r=\"3\"><c></row>"}}});
  // The merged cells stand at the end, so a sheet that ends too early is found at once.
  EXPECT_THAT(read_source(bytes, kName)[0].error, HasSubstr("XML"));
  MadeWorkbook book{{{"a", text_row(1, {"id"}) + text_row(2, {"1"})}, {"b", "<row>"}}};
  const auto items = read_source(make_workbook(book), kName);
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].line, 2U);
  EXPECT_EQ(items[1].line, 3U);
  EXPECT_THAT(items[1].error, HasSubstr("ここから後は読めません"));
}

TEST(WorkbookSource, SaysWhatAnotherArchiveIs) {
  const auto refusal = [](const std::string& entry) {
    return read_source(make_zip({{entry, "x"}}), kName)[0].error;
  };
  EXPECT_THAT(refusal("xl/workbook.bin"), HasSubstr(".xlsb"));
  EXPECT_THAT(refusal("ppt/presentation.xml"), HasSubstr("PowerPoint"));
  EXPECT_THAT(refusal("content.xml"), HasSubstr("OpenDocument"));
  EXPECT_THAT(refusal("cases.csv"), HasSubstr("ZIP"));
  EXPECT_THAT(read_source("PK\x03\x04", kName)[0].error, HasSubstr("壊れています"));
  EXPECT_THAT(read_source("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a.xls")[0].error, HasSubstr(".xls"));
}

TEST(WorkbookSource, SurvivesAnyDamage) {
  const std::uint64_t seed = test_seed();
  std::mt19937_64 random(seed);
  const std::string good =
      make_workbook({{{"s", text_row(1, {"id", "text"}) + text_row(2, {"1", "a"}),
                       R"(<mergeCell ref="A2:A9"/>)"}}});
  for (std::uint64_t round = 0; round < 3'000; ++round) {
    SCOPED_TRACE(describe_seed(seed, round));
    std::string bytes = good;
    const std::uint64_t changes = 1 + random() % 3;
    for (std::uint64_t i = 0; i < changes; ++i) {
      bytes[4 + random() % (bytes.size() - 4)] = static_cast<char>(random());
    }
    if (random() % 4 == 0) bytes.resize(4 + random() % (bytes.size() - 4));
    for (const ReadItem& item : read_source(bytes, kName)) {
      EXPECT_FALSE(item.json.empty() && item.error.empty());
    }
  }
}

}  // namespace
}  // namespace kizuki
