#include "indexer/source/csv_row_parser.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

using Status = CsvRowParser::Status;
using Cells = std::vector<std::string>;

TEST(CsvRowParser, ReadsOneRowAtATime) {
  CsvRowParser parser(',', 10);
  EXPECT_EQ(parser.feed("a,\"b\n"), Status::kMore);
  EXPECT_EQ(parser.feed("c\"\"d\",\n"), Status::kRow);
  EXPECT_EQ(parser.cells(), (Cells{"a", "b\nc\"d", ""}));
  EXPECT_EQ(parser.feed("next\r"), Status::kRow);
  EXPECT_EQ(parser.cells(), (Cells{"next"}));
  EXPECT_EQ(parser.feed("\n"), Status::kMore);
  EXPECT_EQ(parser.finish(), Status::kMore);
}

TEST(CsvRowParser, TheLastRowNeedsNoLineEnd) {
  for (const auto& [text, cells] : std::vector<std::pair<std::string, Cells>>{
           {"a,b", {"a", "b"}}, {"a,", {"a", ""}}, {"\"a\"", {"a"}}}) {
    CsvRowParser parser(',', 10);
    EXPECT_EQ(parser.feed(text), Status::kMore);
    EXPECT_EQ(parser.finish(), Status::kRow) << text;
    EXPECT_EQ(parser.cells(), cells) << text;
  }
}

TEST(CsvRowParser, SpacesBelongToTheCell) {
  CsvRowParser parser(',', 10);
  EXPECT_EQ(parser.feed(" a , \tb\t\n"), Status::kRow);
  EXPECT_EQ(parser.cells(), (Cells{" a ", " \tb\t"}));
}

TEST(CsvRowParser, AQuoteInsideAnUnquotedCellIsAPlainCharacterUnlessStrict) {
  CsvRowParser parser(',', 10);
  EXPECT_EQ(parser.feed("5\" pipe,the \"best\" \"\"one\n"), Status::kRow);
  EXPECT_EQ(parser.cells(), (Cells{"5\" pipe", "the \"best\" \"\"one"}));
  parser.reset();
  EXPECT_EQ(parser.feed("5\" pipe,x\n", true), Status::kBadQuote);
}

TEST(CsvRowParser, TextBehindAClosingQuoteIsAFault) {
  for (const char* text : {"\"a\"b,c\n", "\"a\" ,c\n", "x,\"a\"\"\"b\n"}) {
    CsvRowParser parser(',', 10);
    EXPECT_EQ(parser.feed(text), Status::kBadQuote) << text;
    parser.reset();
    EXPECT_EQ(parser.feed("good,row\n"), Status::kRow);
    EXPECT_EQ(parser.cells(), (Cells{"good", "row"}));
  }
}

TEST(CsvRowParser, AnOpenQuoteAtTheEndIsAFault) {
  CsvRowParser parser(',', 10);
  EXPECT_EQ(parser.feed("a,\"b"), Status::kMore);
  EXPECT_EQ(parser.finish(), Status::kBadQuote);
}

TEST(CsvRowParser, CountsCellsBeyondTheLimitWithoutKeepingThem) {
  CsvRowParser parser(',', 2);
  EXPECT_EQ(parser.feed("a,b,,\n"), Status::kRow);
  EXPECT_EQ(parser.cells(), (Cells{"a", "b"}));
  EXPECT_EQ(parser.cell_count(), 4U);
  EXPECT_FALSE(parser.has_lost_text());
  EXPECT_EQ(parser.feed("a,b,,x\n"), Status::kRow);
  EXPECT_TRUE(parser.has_lost_text());
}

TEST(CsvRowParser, FindsTheEndOfADiscardedRowInLittleMemory) {
  CsvRowParser parser(',', 10);
  EXPECT_EQ(parser.feed("a,\"start"), Status::kMore);
  parser.discard();
  const std::string piece(1000, 'x');
  for (int i = 0; i < 10'000; ++i) {
    ASSERT_EQ(parser.feed(piece), Status::kMore);
    ASSERT_EQ(parser.feed("\"\",\n"), Status::kMore) << "still inside the quotes";
  }
  EXPECT_LT(parser.buffer_bytes(), 20'000U);
  ASSERT_EQ(parser.feed("\""), Status::kMore);
  ASSERT_EQ(parser.feed(",unquoted "), Status::kMore);
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(parser.feed(piece), Status::kMore);
  EXPECT_EQ(parser.feed(",\"last\"\n"), Status::kRow);
  EXPECT_EQ(parser.cell_count(), 4U);
  EXPECT_LT(parser.buffer_bytes(), 20'000U);
  EXPECT_EQ(parser.feed("the,next\n"), Status::kRow);
  EXPECT_EQ(parser.cells(), (Cells{"the", "next"}));
}

TEST(CsvRowParser, SeesAFaultInADiscardedRow) {
  CsvRowParser parser(',', 10);
  EXPECT_EQ(parser.feed("\"start"), Status::kMore);
  parser.discard();
  EXPECT_EQ(parser.feed("\""), Status::kMore);
  EXPECT_EQ(parser.feed("x"), Status::kBadQuote);
}

}  // namespace
}  // namespace kizuki
