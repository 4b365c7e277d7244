#include "indexer/source/json_source.hpp"

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

std::string record_with_id(const std::string& id) {
  return Json(JsonObject{{"id", Json(id)}}).dump();
}

/// All items of a document; every read size must give the same.
std::vector<ReadItem> read_json(const std::string& text, SourceOptions options = {}) {
  const auto items = read_source(text, "cases.json", options);
  for (const std::size_t size : read_sizes()) {
    options.read_bytes = size;
    EXPECT_EQ(read_source(text, "cases.json", options), items)
        << size << " " << text.substr(0, 500);
  }
  return items;
}

TEST(JsonSource, ReadsEveryFormOfDocument) {
  const std::vector<ReadItem> expected = {{1, R"({"id":"a"})", ""}, {2, R"({"id":"b"})", ""}};
  for (const char* text : {
           "[{\"id\":\"a\"},\n{\"id\":\"b\"}]",
           " [ {\"id\":\"a\"} ,\r\n {\"id\":\"b\"} ] \n",
           "\xEF\xBB\xBF[{\"id\":\"a\"},\n{\"id\":\"b\"}]",
           "{\"id\":\"a\"}\n{\"id\":\"b\"}\n",  // one after the other
           "[{\"id\":\"a\"}]\n[{\"id\":\"b\"}]",
           "{\"total\":2,\"items\":[{\"id\":\"a\"},\n{\"id\":\"b\"}]}",  // envelopes
           "{\"meta\":{\"items\":[1]},\"cases\":[{\"id\":\"a\"},\n{\"id\":\"b\"}],\"next\":null}",
           "{\"items\":[{\"id\":\"a\"}],\n\"supports\":[{\"id\":\"b\"}]}",
       }) {
    EXPECT_EQ(read_json(text), expected) << text;
  }
}

TEST(JsonSource, AnObjectThatNamesAnIdIsARecordWhateverItsArrays) {
  for (const char* text : {
           R"({"id":"a","items":[{"name":"機械"}],"text":"x"})",
           R"({"id":"a","sections":[{"heading":"h","steps":[]}]})",
           R"({"title":"no id","items":["one","two"]})",
           R"({"title":"items","text":"]}"})",
           R"({})",
       }) {
    const auto items = read_json(text);
    ASSERT_EQ(items.size(), 1U) << text;
    EXPECT_EQ(items[0].json, text);
  }
}

TEST(JsonSource, AnEmptyArrayHasNoRecordsAndNoFault) {
  EXPECT_TRUE(read_json("[]").empty());
  EXPECT_TRUE(read_json("{\"total\":0,\"items\":[ ]}").empty());
}

TEST(JsonSource, AFileWithoutAValueIsOneRefusedItem) {
  for (const char* text : {"", " \n\t", "\xEF\xBB\xBF"}) {
    const auto items = read_json(text);
    ASSERT_EQ(items.size(), 1U);
    EXPECT_THAT(items[0].error, HasSubstr("空のファイル"));
  }
}

TEST(JsonSource, RefusesABadElementAndKeepsItsNeighbours) {
  const struct {
    std::string element;
    std::string message;
  } cases[] = {
      {"{\"id\" 1}", "JSON として読めません"},
      {"{\"id\":1,}", "JSON として読めません"},
      {"{\"id\":nul}", "JSON として読めません"},
      {"{\"a\":1,\"a\":2}", "同じキー"},
      {"{\"a\":\"\xE3\x81\"}", "utf-8 として読めない"},
      {std::string("{\"a\":\"\0\"}", 9), "NUL"},
      {"17", "{…}"},
      {"nonsense", "JSON として読めません"},
      {"\"te,xt]\"", "{…}"},
      {"[{\"id\":\"inner\"}]", "{…}"},
      {std::string("{\"a\":").append(400, '[').append(400, ']').append("}"), "深"},
      {std::string("{\"a\":\"").append(3000, 'x').append("]},\"}"), "長すぎ"},
      {"{\"a\":\"tab\there\"}", "JSON として読めません"},
  };
  for (const auto& c : cases) {
    SourceOptions options;
    options.record_bytes = 2000;
    const auto items = read_json("[{\"id\":\"1\"},\n" + c.element + ",\n{\"id\":\"3\"}]", options);
    ASSERT_EQ(items.size(), 3U) << c.element;
    EXPECT_EQ(items[0], (ReadItem{1, R"({"id":"1"})", ""}));
    EXPECT_EQ(items[1].line, 2U);
    EXPECT_THAT(items[1].error, HasSubstr(c.message));
    EXPECT_EQ(items[2], (ReadItem{3, R"({"id":"3"})", ""})) << c.element;
  }
}

TEST(JsonSource, NamesTheLineOfAFaultInsideARecordOfManyLines) {
  const auto items = read_json("[\n  {\n    \"id\": \"a\",\n    \"n\": 01\n  }\n]\n");
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].line, 2U);
  EXPECT_THAT(items[0].error, HasSubstr("4 行目"));
}

TEST(JsonSource, FaultsBetweenElementsAreReportedAndCostNoRecord) {
  const struct {
    const char* text;
    const char* message;
    std::size_t records;
  } cases[] = {
      {"[{\"id\":\"a\"} {\"id\":\"b\"}]", "間に ,", 2},
      {"[{\"id\":\"a\"},,{\"id\":\"b\"}]", "余分な ,", 2},
      {"[,{\"id\":\"a\"}]", "余分な ,", 1},
      {"[{\"id\":\"a\"},]", "余分な ,", 1},
      {"[{\"id\":\"a\"},{\"id\":\"b\"}", "] がありません", 2},
      {"[{\"id\":\"a\"},", "] がありません", 1},
      {"{\"total\":,\"items\":[{\"id\":\"a\"}]}", "配列の外側", 1},
      {"{\"items\":[{\"id\":\"a\"}]", "閉じる", 1},
      {"[{\"id\":\"a\"}]]", "JSON ではない文字", 1},
      {"{\"id\":\"a\"}\nand so on\n", "JSON ではない文字", 1},
  };
  for (const auto& c : cases) {
    const auto items = read_json(c.text);
    std::size_t refused = 0;
    std::string messages;
    for (const ReadItem& item : items) {
      refused += item.refused() ? 1 : 0;
      messages += item.error;
    }
    EXPECT_EQ(refused, 1U) << c.text << messages;
    EXPECT_EQ(items.size() - refused, c.records) << c.text;
    EXPECT_THAT(messages, HasSubstr(c.message)) << c.text;
  }
}

// A missing quote or bracket would take the rest of the file with it.
TEST(JsonSource, ResumesAtTheNextLineThatBeginsLikeTheRecordsBefore) {
  for (const char* broken : {
           "{\"id\":\"2\",\"text\":\"no quote}",
           "{\"id\":\"2\",\"list\":[1,2}",
           "{\"id\":\"2\",\"list\":{\"x\":1",
           "{\"id\":\"2\",\"list\":[1,2,\"x\"",
       }) {
    const auto lines = read_json(std::string("[\n{\"id\":\"1\"},\n") + broken +
                                 ",\n{\"id\":\"3\"},\n{\"id\":\"4\"}\n]\n");
    ASSERT_EQ(lines.size(), 4U) << broken;
    EXPECT_TRUE(lines[1].refused());
    EXPECT_EQ(lines[1].line, 3U);
    EXPECT_THAT(lines[1].error, HasSubstr("4 行目から読み直します"));
    EXPECT_EQ(lines[2], (ReadItem{4, R"({"id":"3"})", ""}));
    EXPECT_EQ(lines[3], (ReadItem{5, R"({"id":"4"})", ""}));
  }
}

TEST(JsonSource, ResumesInAPrettyPrintedArrayAtTheRecordsNotInsideThem) {
  const std::string text =
      "{\n  \"total\": 3,\n  \"items\": [\n"
      "    {\n      \"id\": \"1\",\n      \"parts\": [\n        {\"x\": 1}\n      ]\n    },\n"
      "    {\n      \"id\": \"2,\n      \"parts\": [\n        {\"x\": 1}\n      ]\n    },\n"
      "    {\n      \"id\": \"3\",\n      \"parts\": []\n    }\n  ]\n}\n";
  const auto items = read_json(text);
  ASSERT_EQ(items.size(), 3U);
  EXPECT_EQ(items[0].line, 4U);
  EXPECT_EQ(items[1].line, 10U);
  EXPECT_THAT(items[1].error, HasSubstr("\" がありません"));
  EXPECT_EQ(items[2].line, 16U);
  EXPECT_EQ(items[2].json, R"({"id":"3","parts":[]})");
}

TEST(JsonSource, SaysFromWhereOnTheRestCannotBeRead) {
  const auto items = read_json("[{\"id\":\"1\"},{\"id\":\"2},{\"id\":\"3\"}]\n");
  ASSERT_EQ(items.size(), 2U);
  EXPECT_FALSE(items[0].refused());
  EXPECT_EQ(items[1].line, 1U);
  EXPECT_THAT(items[1].error, HasSubstr("ここから後は読めません"));
}

TEST(JsonSource, ARecordThatNeverEndsIsGivenUpAtTheLimitNotAtTheEnd) {
  SourceOptions options;
  options.record_bytes = 500;
  std::string text = "[\n{\"id\":\"0\",\"open\":[\n";
  for (int i = 1; i < 100; ++i) text += record_with_id(std::to_string(i)) + ",\n";
  text += "{\"id\":\"100\"}\n]\n";
  const auto items = read_json(text, options);
  ASSERT_EQ(items.size(), 101U);
  EXPECT_TRUE(items[0].refused());
  for (std::size_t i = 1; i < items.size(); ++i) {
    EXPECT_EQ(items[i].line, i + 2);
    EXPECT_EQ(items[i].json, record_with_id(std::to_string(i)));
  }
}

TEST(JsonSource, EndsSoonOnAFileOfUnclosedLines) {
  std::string text = "[\n";
  for (int i = 0; i < 60'000; ++i) text += "{\"a\":[\n";
  const auto items = read_source(text, "cases.json");
  EXPECT_GT(items.size(), 50'000U);
  for (const ReadItem& item : items) EXPECT_TRUE(item.refused());
}

TEST(JsonSource, TheLimitIsExact) {
  SourceOptions options;
  options.record_bytes = 20;
  const std::string fits = record_with_id(std::string(11, 'x'));
  EXPECT_FALSE(read_json(std::string("[").append(fits).append("]"), options)[0].refused());
  EXPECT_FALSE(read_json(fits, options)[0].refused());
  const std::string longer = record_with_id(std::string(12, 'x'));
  const auto items =
      read_json(std::string("[").append(longer).append(",").append(fits).append("]"), options);
  ASSERT_EQ(items.size(), 2U);
  EXPECT_THAT(items[0].error, HasSubstr("長すぎ"));
  EXPECT_EQ(items[1].json, fits);
}

Json random_value(std::mt19937_64& random, int depth) {
  const std::string pieces[] = {"支援", "\"", "\\", "{", "}", "[", "]", ",", "\n", "\\u0041", "🍣"};
  switch (random() % (depth > 0 ? 6 : 4)) {
    case 0:
      return Json(static_cast<std::int64_t>(random() % 1000) - 500);
    case 1:
      return Json(random() % 2 == 0);
    case 2:
      return Json(nullptr);
    case 3: {
      std::string text;
      for (auto parts = random() % 5; parts > 0; --parts) text += pieces[random() % 11];
      return Json(text);
    }
    case 4: {
      JsonArray array;
      for (auto size = random() % 4; size > 0; --size) {
        array.push_back(random_value(random, depth - 1));
      }
      return Json(std::move(array));
    }
    default: {
      JsonObject object;
      for (auto size = random() % 4; size > 0; --size) {
        object.emplace_back(std::to_string(size) + "k{\"", random_value(random, depth - 1));
      }
      return Json(std::move(object));
    }
  }
}

TEST(JsonSource, ReadsBackWhatWasWrittenWhateverTheReadSizeAndTheLayout) {
  for (unsigned round = 0; round < 300; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    std::mt19937_64 random(test_seed() + round);
    JsonArray array;
    std::vector<std::string> expected;
    for (auto records = random() % 6; records > 0; --records) {
      Json record(JsonObject{{"id", Json(std::to_string(records))}});
      record.set("value", random_value(random, 4));
      expected.push_back(record.dump());
      array.push_back(std::move(record));
    }
    Json document(array);
    if (random() % 2 == 0) {
      document = JsonObject{{"note", random_value(random, 2)}, {"records", document}};
      document.set("after", random_value(random, 2));
    }
    SourceOptions options;
    options.read_bytes = 1 + random() % 50;
    const std::string text = random() % 2 == 0 ? document.dump() : document.dump_pretty();
    std::vector<std::string> found;
    for (const ReadItem& item : read_source(text, "cases.json", options)) {
      found.push_back(item.json + item.error);
    }
    ASSERT_EQ(found, expected) << text;
  }
}

}  // namespace
}  // namespace kizuki
