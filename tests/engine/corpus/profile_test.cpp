#include "engine/corpus/profile.hpp"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/engine/corpus/corpus_fixture.hpp"

namespace kizuki::test {
namespace {

/// What the rule makes of the source for the member "out": dumped JSON, "-" for nothing, or the
/// error's field and message.
std::string made(std::string_view rule, std::string_view source,
                 std::string_view more = R"("empty":["欠損"])") {
  std::string text = R"({"name":"p","fields":{"id":"id","out":)";
  text.append(rule).append("},").append(more).append("}");
  const auto profile = Profile::parse(text, "p.json");
  if (!profile) return profile.error().describe();
  const auto record = profile->map(json_of(source));
  if (!record) return record.error().field + "|" + record.error().message;
  const Json* out = record->find("out");
  return out == nullptr ? "-" : out->dump();
}

struct Row {
  std::string_view rule;
  std::string_view source;
  std::string_view result;
};

TEST(Profile, RulesMakeValues) {
  for (
      const Row& row : {
          // columns: trimmed, empty words and white space count as nothing
          Row{R"("a")", R"({"a":" x　"})", R"("x")"},
          Row{R"("a")", R"({"a":"欠損"})", "-"},
          Row{R"("a")", R"({"a":"　"})", "-"},
          Row{R"("a")", R"({"b":"x"})", "-"},
          Row{R"("a")", R"({"a":5})", "5"},
          Row{R"("a")", R"({"a":null})", "-"},
          Row{R"({"value":["x",1]})", "{}", R"(["x",1])"},
          // JSON in a cell, and nested JSON
          Row{R"({"column":"a","path":"[].n"})", R"({"a":"[{\"n\":\"x\"},{\"n\":\"\"}]"})",
              R"(["x"])"},
          Row{R"({"column":"a","path":"b.c"})", R"({"a":{"b":{"c":7}}})", "7"},
          Row{R"({"column":"a","path":"[].n"})", R"({"a":"[]"})", "-"},
          Row{R"({"column":"a","path":"[].n"})", R"({"a":""})", "-"},
          Row{R"({"column":"a","path":"[].n","join":"/"})", R"({"a":[{"n":"x"},{"n":2}]})",
              R"("x/2")"},
          Row{R"({"column":"a","path":"[]","only_if_single":true})", R"({"a":["x"]})", R"("x")"},
          Row{R"({"column":"a","path":"[]","only_if_single":true})", R"({"a":["x","y"]})", "-"},
          // templates and parts
          Row{R"({"template":"{a}（{b}年）"})", R"({"a":"x","b":1991})", R"("x（1991年）")"},
          Row{R"({"template":"{a}（{b}年）"})", R"({"a":"欠損"})", "-"},
          Row{R"({"parts":[{"label":"A: ","from":"a"},{"label":"B: ","from":"b"},"c"]})",
              R"({"a":"x","c":"z"})", R"("A: x\nz")"},
          Row{R"({"parts":["a","b"],"separator":"・"})", R"({"a":"x","b":["y","z"]})",
              R"("x・y、z")"},
          Row{R"({"first":["a",{"column":"b","prefix":"b:"}]})", R"({"a":"","b":"y"})", R"("b:y")"},
          Row{R"({"first":["a","b"]})", "{}", "-"},
          // lists and maps
          Row{R"({"column":"a","split":["、",","]})", R"({"a":"x、 y,,x"})", R"(["x","y"])"},
          Row{R"({"column":"a","map":{"x":"1"}})", R"({"a":"x"})", R"("1")"},
          Row{R"({"column":"a","map":{"x":"1"}})", R"({"a":"y"})", R"("y")"},
          Row{R"({"column":"a","map":{"x":"1"},"unmapped":"drop"})", R"({"a":"y"})", "-"},
          Row{R"({"column":"a","map":{"x":null}})", R"({"a":"x"})", "-"},
          Row{R"({"column":"a","map":{"x":"1"},"unmapped":"refuse"})", R"({"a":"y"})",
              "a|対応表にない値です: y"},
          Row{R"({"column":"a","split":["/"],"map":{"x":["1","2"],"y":"2"}})", R"({"a":"x/y/z"})",
              R"(["1","2","z"])"},
          // conversions
          Row{R"({"column":"a","convert":"integer"})", R"({"a":"２５名"})", "25"},
          Row{R"({"column":"a","convert":"integer"})", R"({"a":25})", "25"},
          Row{R"({"column":"a","convert":"integer"})", R"({"a":"多数"})",
              "a|一つの数として読めません: 多数"},
          Row{R"({"column":"a","convert":"date"})", R"({"a":"令和3年6月1日"})", R"("2021-06-01")"},
          Row{R"({"column":"a","convert":"month"})", R"({"a":"2021/6/1"})", R"("2021-06")"},
          Row{R"({"column":"a","convert":"year"})", R"({"a":"昭和43年"})", "1968"},
          Row{R"({"column":"a","convert":"date"})", R"({"a":"春"})", "a|日付として読めません: 春"},
          Row{R"({"template":"{a}年{b}月","convert":"month"})", R"({"a":"2021","b":"6"})",
              R"("2021-06")"},
          Row{R"({"template":"{a}年{b}月","convert":"month"})", R"({"a":"x","b":"6"})",
              "out|日付として読めません: x年6月"},
          Row{R"({"column":"a","convert":"markdown"})", R"~({"a":"**x**[y](z)"})~", R"("xy")"},
          Row{R"({"column":"a","path":"[]"})", R"({"a":"[1,"})",
              "a|列の中の JSON として読めません: 値の書き方が正しくありません（3 バイト目の近く）"},
          // cutting
          Row{R"({"column":"a","max_characters":3})", R"({"a":"\n一二三四\n五"})", R"("一二三…")"},
          Row{R"({"column":"a","max_characters":4})", R"({"a":"一二三四"})", R"("一二三四")"},
      }) {
    EXPECT_EQ(made(row.rule, row.source), row.result) << row.rule << " of " << row.source;
  }
}

TEST(Profile, ComputedColumnsComeBeforeTheSourcesOwn) {
  EXPECT_EQ(made(R"({"template":"{x}{b}"})", R"({"a":"1","b":"2","x":"no"})",
                 R"("computed":{"x":{"first":["c","a"]},"b":{"template":"<{x}>"}})"),
            R"("1<1>")");
}

TEST(Profile, IdsFromAHashDependOnTheirColumnsAndTheirBorders) {
  constexpr std::string_view kRule = R"({"hash":["a","b"],"prefix":"h-"})";
  const std::string id = made(kRule, R"({"a":"x","b":"yz"})");
  EXPECT_EQ(id.size(), std::string_view(R"("h-0123456789abcdef")").size());
  EXPECT_EQ(made(kRule, R"({"b":" yz ","a":"x","c":"other"})"), id);
  EXPECT_NE(made(kRule, R"({"a":"xy","b":"z"})"), id);
  EXPECT_NE(made(kRule, R"({"a":"x"})"), id);
}

TEST(Profile, SectionsWithoutTextFallAway) {
  const auto profile = Profile::parse(
      R"({"name":"p","fields":{"id":"id"},"sections":[
          {"heading":"一","text":"a","steps":[1,2]},
          {"heading":"二","text":"b"},
          {"heading":{"template":"{c}の欄"},"text":{"parts":["c","d"]}}]})",
      "p");
  ASSERT_TRUE(profile.has_value()) << profile.error().describe();
  const auto record = profile->map(json_of(R"({"id":"1","a":"x","b":"  ","c":"y","d":"z"})"));
  ASSERT_TRUE(record.has_value());
  EXPECT_EQ(record->find("sections")->dump(),
            R"([{"heading":"一","text":"x","steps":[1,2]},{"heading":"yの欄","text":"y\nz"}])");
}

TEST(Profile, NamedColumnsAreKeptUnderSource) {
  const auto profile = Profile::parse(
      R"({"name":"p","fields":{"id":"id","source.url":"u"},"source_columns":["k","e","n"]})", "p");
  ASSERT_TRUE(profile.has_value());
  const auto record = profile->map(json_of(R"({"id":"1","u":"x","k":"y","e":"","n":3})"));
  ASSERT_TRUE(record.has_value());
  EXPECT_EQ(record->find("source")->dump(), R"({"url":"x","k":"y","n":3})");
}

TEST(Profile, PassThroughKeepsEverythingAndFieldsOverride) {
  const auto profile = Profile::parse(
      R"({"name":"p","pass_through":true,"fields":{"visibility":{"value":"public"},"a.b":"c"}})",
      "p");
  ASSERT_TRUE(profile.has_value());
  const auto record =
      profile->map(json_of(R"({"id":"1","visibility":"x","a":{"z":1},"c":"d","sections":[]})"));
  ASSERT_TRUE(record.has_value());
  EXPECT_EQ(record->dump(),
            R"({"id":"1","visibility":"public","a":{"z":1,"b":"d"},"c":"d","sections":[]})");
}

TEST(Profile, ASourceThatIsNoObjectIsRefused) {
  const auto profile = Profile::parse(R"({"name":"p","pass_through":true})", "p");
  ASSERT_TRUE(profile.has_value());
  for (const std::string_view text : {"3", "[]", "\"x\"", "null"}) {
    const auto record = profile->map(json_of(text));
    ASSERT_FALSE(record.has_value());
    EXPECT_EQ(record.error().code, ErrorCode::kInvalidRecord);
  }
}

TEST(Profile, LoadFindsShippedProfilesAndListsThem) {
  const auto folder = data_folder() / "profiles";
  for (const std::string_view name :
       {"case", "plain", "mirasapo-cases", "mirasapo-supports", "jnet21", "accidents"}) {
    const auto profile = Profile::load(folder, name);
    ASSERT_TRUE(profile.has_value()) << profile.error().describe();
    EXPECT_EQ(profile->name(), name);
  }
  for (const std::string_view name : {"", "nosuch", "../profiles/case", "/etc/passwd"}) {
    const auto missing = Profile::load(folder, name);
    ASSERT_FALSE(missing.has_value()) << name;
    EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  }
  EXPECT_EQ(Profile::load(folder, "nosuch").error().message,
            "プロファイル「nosuch」はありません。使えるもの: "
            "accidents・case・jnet21・mirasapo-cases・mirasapo-supports・plain、または .json "
            "で終わるファイル");
}

TEST(Profile, LoadReadsAFileByItsPath) {
  const TemporaryFile good("mine.json", R"({"name":"mine","fields":{"id":"番号"}})");
  const auto profile = Profile::load("/nonexistent", good.path().string());
  ASSERT_TRUE(profile.has_value()) << profile.error().describe();
  EXPECT_EQ(profile->name(), "mine");
  const TemporaryFile bad("mine.json", R"({"name":"mine","fields":{"id":{"columm":"x"}}})");
  const auto fault = Profile::load("/nonexistent", bad.path().string());
  ASSERT_FALSE(fault.has_value());
  EXPECT_EQ(fault.error().describe(),
            bad.path().string() +
                ": fields.id.columm: 知らない項目です（docs/profiles.md を見てください）");
}

}  // namespace
}  // namespace kizuki::test
