#include "indexer/source/json_lines_source.hpp"

#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/indexer/source/reading.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

using testing::HasSubstr;

std::vector<ReadItem> read_lines(const std::string& text, SourceOptions options = {}) {
  return read_source(text, "cases.jsonl", options);
}

TEST(JsonLinesSource, ReadsARecordALineWithItsLineNumber) {
  const std::vector<ReadItem> expected = {{1, R"({"id":"a"})", ""}, {4, R"({"id":"b"})", ""}};
  for (const char* text : {
           "{\"id\":\"a\"}\n\n  \n{\"id\":\"b\"}\n",
           "{\"id\":\"a\"}\n\n\n{\"id\":\"b\"}",                      // no last line end
           "{\"id\":\"a\"}\r\n\r\n\t\r\n  {\"id\":\"b\"}  \r\n\r\n",  // CRLF
           "\xEF\xBB\xBF{\"id\":\"a\"}\n\n\n{\"id\":\"b\"}\n",        // byte order mark
       }) {
    for (const std::size_t size : read_sizes()) {
      SourceOptions options;
      options.read_bytes = size;
      EXPECT_EQ(read_lines(text, options), expected) << text;
    }
  }
}

TEST(JsonLinesSource, RefusesABadLineAndKeepsItsNeighbours) {
  const struct {
    std::string line;
    std::string message;
  } cases[] = {
      {"{\"id\":", "JSON として読めません"},
      {"not json", "JSON として読めません"},
      {"{\"id\":\"a\"} x", "余分"},
      {"{\"id\":\"a\",\"id\":\"b\"}", "同じキー"},
      {"[1,2]", "{…}"},
      {"\"text\"", "{…}"},
      {"null", "{…}"},
      {"{\"id\":\"\xFF\"}", "utf-8 として読めない"},
      {std::string("{\"id\":\"a\0b\"}", 12), "NUL"},
      {std::string(100'000, '['), "深"},
      {"{\"id\":\"" + std::string(5000, 'x') + "\"}", "長すぎ"},
      {"{\"a\":1e999}", "JSON として読めません"},
  };
  for (const auto& c : cases) {
    for (const std::size_t size : {std::size_t{5}, std::size_t{64} << 10}) {
      SourceOptions options;
      options.read_bytes = size;
      options.record_bytes = c.message == "長すぎ" ? 1000 : 200'000;
      const auto items = read_lines("{\"id\":\"1\"}\n" + c.line + "\n{\"id\":\"3\"}\n", options);
      ASSERT_EQ(items.size(), 3U) << c.message;
      EXPECT_EQ(items[0], (ReadItem{1, R"({"id":"1"})", ""}));
      EXPECT_EQ(items[1].line, 2U);
      EXPECT_THAT(items[1].error, HasSubstr(c.message));
      EXPECT_EQ(items[2], (ReadItem{3, R"({"id":"3"})", ""}));
    }
  }
}

TEST(JsonLinesSource, TheLimitIsExact) {
  SourceOptions options;
  options.record_bytes = 20;
  const std::string fits = "{\"id\":\"" + std::string(11, 'x') + "\"}";
  ASSERT_EQ(fits.size(), 20U);
  EXPECT_FALSE(read_lines("  " + fits + " \r\n", options)[0].refused());
  EXPECT_TRUE(read_lines("{\"id\":\"" + std::string(12, 'x') + "\"}\n", options)[0].refused());
}

TEST(JsonLinesSource, AFileWithoutARecordIsOneRefusedItem) {
  for (const char* text : {"", "\n\n  \n", "\xEF\xBB\xBF", "\xEF\xBB\xBF\r\n"}) {
    const auto items = read_lines(text);
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(items[0].line, 1U);
    EXPECT_THAT(items[0].error, HasSubstr("空のファイル"));
  }
}

TEST(JsonLinesSource, NamesTheFileAndTheLineInTheError) {
  auto source = open_source(memory_bytes("{}\nbad\n"), "dir/cases.jsonl", {});
  ASSERT_TRUE(source);
  ASSERT_TRUE((*source)->next());
  const auto item = (*source)->next();
  ASSERT_TRUE(item && *item);
  EXPECT_THAT(std::get<Error>((*item)->content).describe(),
              testing::StartsWith("dir/cases.jsonl:2: "));
}

TEST(JsonLinesSource, AByteThatIsNoCharacterRefusesItsLineInEveryEncoding) {
  SourceOptions options;
  options.encoding = Encoding::kCp932;
  const auto items =
      read_lines("{\"id\":\"\x82\xA0\"}\n{\"id\":\"\x82\"}\n{\"id\":\"\x82\xA2\"}\n", options);
  ASSERT_EQ(items.size(), 3U);
  EXPECT_EQ(items[0].json, R"({"id":"あ"})");
  EXPECT_THAT(items[1].error, HasSubstr("cp932 として読めない"));
  EXPECT_EQ(items[2].json, R"({"id":"い"})");
}

TEST(JsonLinesSource, ReadsBackWhatWasWrittenWhateverTheReadSize) {
  const std::string pieces[] = {"経営", "\n", "\r\n", "\"", "\\", "a", "\t", "🍣", ",", "}", "{"};
  for (unsigned round = 0; round < 200; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    std::mt19937_64 random(test_seed() + round);
    std::string text = random() % 2 == 0 ? "\xEF\xBB\xBF" : "";
    std::vector<ReadItem> expected;
    std::uint64_t line = 1;
    for (auto records = 1 + random() % 6; records > 0; --records) {
      for (auto blank = random() % 3; blank > 0; --blank, ++line) text += "\n";
      Json record;
      for (auto members = random() % 4; members > 0; --members) {
        std::string value;
        for (auto parts = random() % 6; parts > 0; --parts) value += pieces[random() % 11];
        record.set("key" + std::to_string(members), value);
      }
      if (record.is_null()) record = JsonObject{};
      expected.push_back({line++, record.dump(), ""});
      text += record.dump() + (random() % 2 == 0 ? "\n" : "\r\n");
    }
    SourceOptions options;
    options.read_bytes = 1 + random() % 40;
    ASSERT_EQ(read_lines(text, options), expected) << text;
  }
}

}  // namespace
}  // namespace kizuki
