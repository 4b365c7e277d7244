#include "engine/corpus/profile_parser.hpp"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(ProfileParser, FaultsNameTheMember) {
  struct Row {
    std::string_view text;
    std::string_view field;
  };
  const std::vector<Row> rows = {
      {R"([])", ""},
      {R"({})", "name"},
      {R"({"name":"p"})", "fields"},
      {R"({"name":"p","fields":{"title":"t"}})", "fields"},
      {R"({"name":3})", "name"},
      {R"({"name":"p","colums":[]})", "colums"},
      {R"({"name":"p","pass_through":1})", "pass_through"},
      {R"({"name":"p","required_columns":"id"})", "required_columns"},
      {R"({"name":"p","required_columns":["id",3]})", "required_columns[1]"},
      {R"({"name":"p","required_columns":[["id","ID"],[]]})", "required_columns[1]"},
      {R"({"name":"p","required_columns":[["id",true]]})", "required_columns[0]"},
      {R"({"name":"p","fields":[]})", "fields"},
      {R"({"name":"p","fields":{"id":3}})", "fields.id"},
      {R"({"name":"p","fields":{"id":""}})", "fields.id"},
      {R"({"name":"p","fields":{"id":{}}})", "fields.id"},
      {R"({"name":"p","fields":{"id":{"column":"a","value":1}}})", "fields.id"},
      {R"({"name":"p","fields":{"id":{"column":5}}})", "fields.id.column"},
      {R"({"name":"p","fields":{"id":{"colum":"a"}}})", "fields.id.colum"},
      {R"({"name":"p","fields":{"id":{"column":"a","convert":"int"}}})", "fields.id.convert"},
      {R"({"name":"p","fields":{"id":{"column":"a","path":"["}}})", "fields.id.path"},
      {R"({"name":"p","fields":{"id":{"value":1,"path":"a"}}})", "fields.id.path"},
      {R"({"name":"p","fields":{"id":{"column":"a","map":[]}}})", "fields.id.map"},
      {R"({"name":"p","fields":{"id":{"column":"a","unmapped":"x"}}})", "fields.id.unmapped"},
      {R"({"name":"p","fields":{"id":{"column":"a","split":[""]}}})", "fields.id.split"},
      {R"({"name":"p","fields":{"id":{"column":"a","max_characters":0}}})",
       "fields.id.max_characters"},
      {R"({"name":"p","fields":{"id":{"template":"x"}}})", "fields.id.template"},
      {R"({"name":"p","fields":{"id":{"template":"{x"}}})", "fields.id.template"},
      {R"({"name":"p","fields":{"id":{"template":"{}"}}})", "fields.id.template"},
      {R"({"name":"p","fields":{"id":{"hash":[]}}})", "fields.id.hash"},
      {R"({"name":"p","fields":{"id":{"parts":{}}}})", "fields.id.parts"},
      {R"({"name":"p","fields":{"id":{"parts":[{"label":"x"}]}}})", "fields.id.parts[0].from"},
      {R"({"name":"p","fields":{"id":{"first":["a",{"convert":"date"}]}}})", "fields.id.first[1]"},
      {R"({"name":"p","fields":{"id":"a","a.b.c":"x"}})", "fields.a.b.c"},
      {R"({"name":"p","fields":{"id":"a","a.":"x"}})", "fields.a."},
      {R"({"name":"p","fields":{"id":"a"},"sections":{}})", "sections"},
      {R"({"name":"p","fields":{"id":"a"},"sections":[{"heading":"h"}]})", "sections[0].text"},
      {R"({"name":"p","fields":{"id":"a"},"sections":[{"text":"t","steps":[8]}]})",
       "sections[0].steps"},
      {R"({"name":"p","fields":{"id":"a"},"computed":{"x":{"column":""}}})", "computed.x.column"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.text);
    const auto profile = parse_profile(row.text, "p.json");
    ASSERT_FALSE(profile.has_value());
    EXPECT_EQ(profile.error().code, ErrorCode::kCorrupt);
    EXPECT_EQ(profile.error().field, row.field);
    EXPECT_EQ(profile.error().file, "p.json");
    EXPECT_FALSE(profile.error().message.empty());
  }
}

TEST(ProfileParser, BrokenJsonNamesTheLine) {
  const auto profile = parse_profile("{\n\"name\": \"p\",\n}", "p.json");
  ASSERT_FALSE(profile.has_value());
  EXPECT_EQ(profile.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(profile.error().line, 3u);
}

}  // namespace
}  // namespace kizuki
