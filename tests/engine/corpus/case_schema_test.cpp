#include "engine/corpus/case_schema.hpp"

#include <functional>

#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "tests/engine/corpus/corpus_fixture.hpp"

namespace kizuki::test {
namespace {

Result<CaseSchema> schema_of(std::string_view text) {
  const TemporaryFile file("schema.json", text);
  return CaseSchema::load(file.path());
}

// Every part of the schema that can be departed from has words for it.
TEST(CaseSchema, EverySubschemaSaysWhatItExpects) {
  const auto text = read_file(data_folder() / "schema" / "case.schema.json", 1 << 20);
  ASSERT_TRUE(text.has_value());
  const Json schema = json_of(*text);
  int seen = 0;
  const std::function<void(const Json&, const std::string&)> visit = [&](const Json& one,
                                                                         const std::string& path) {
    ++seen;
    EXPECT_FALSE(one.string_or("x-message", "").empty()) << path;
    if (const Json* properties = one.find("properties")) {
      for (const auto& [name, inner] : properties->as_object()) visit(inner, path + "." + name);
    }
    for (const char* key : {"items", "additionalProperties"}) {
      const Json* inner = one.find(key);
      if (inner != nullptr && inner->is_object()) visit(*inner, path + "." + key);
    }
  };
  visit(schema, "");
  EXPECT_GT(seen, 40);
}

// Keywords that the quick check does not cover are left to valijson.
TEST(CaseSchema, KeywordsBeyondTheQuickCheckAreStillObeyed) {
  const auto schema = schema_of(
      R"({"properties":{"a":{"anyOf":[{"type":"string"},{"type":"integer","multipleOf":2}]}}})");
  ASSERT_TRUE(schema.has_value()) << schema.error().describe();
  EXPECT_FALSE(schema->find_departure(json_of(R"({"a":"x"})")).has_value());
  EXPECT_FALSE(schema->find_departure(json_of(R"({"a":4})")).has_value());
  const auto departure = schema->find_departure(json_of(R"({"a":3})"));
  ASSERT_TRUE(departure.has_value());
  EXPECT_EQ(departure->field, "a");
  EXPECT_EQ(departure->message, "この項目の形を直してください（今の値: 3）");
}

TEST(CaseSchema, MemberNamesWithBracketsAndDotsKeepTheirPlace) {
  const auto schema = schema_of(
      R"({"properties":{"f":{"additionalProperties":{"type":"string","x-message":"文字列に"}}}})");
  ASSERT_TRUE(schema.has_value());
  const auto departure = schema->find_departure(json_of(R"({"f":{"a[0].b]":1}})"));
  ASSERT_TRUE(departure.has_value());
  EXPECT_EQ(departure->field, "f.a[0].b]");
  EXPECT_EQ(departure->message, "文字列に（今の値: 1）");
}

TEST(CaseSchema, LongValuesAreShownInPart) {
  const auto schema = schema_of(R"({"properties":{"a":{"type":"integer","x-message":"整数に"}}})");
  ASSERT_TRUE(schema.has_value());
  Json record(JsonObject{{"a", Json("あいうえおかきくけこさしすせそたちつてとな")}});
  EXPECT_EQ(schema->find_departure(record)->message,
            "整数に（今の値: \"あいうえおかきくけこさしすせそたちつてと…\"）");
}

TEST(CaseSchema, UnknownMembersAreListedUpToTheLimit) {
  const auto schema = schema_of(
      R"({"properties":{"a":{"properties":{"b":{}}},"o":{"properties":{},"additionalProperties":true}}})");
  ASSERT_TRUE(schema.has_value());
  const Json record = json_of(R"({"x":1,"a":{"b":1,"c":2},"o":{"p":1},"y":[{"z":1}]})");
  EXPECT_EQ(schema->unknown_members(record, 10), (std::vector<std::string>{"x", "a.c", "y"}));
  EXPECT_EQ(schema->unknown_members(record, 1), (std::vector<std::string>{"x"}));
}

}  // namespace
}  // namespace kizuki::test
