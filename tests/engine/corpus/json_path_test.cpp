#include "engine/corpus/json_path.hpp"

#include <gtest/gtest.h>

#include "tests/engine/corpus/corpus_fixture.hpp"

namespace kizuki::test {
namespace {

std::string found(std::string_view path, std::string_view json) {
  const auto parsed = JsonPath::parse(path);
  if (!parsed) return parsed.error().message;
  const Json root = json_of(json);
  std::string out;
  for (const Json* value : parsed->find(root)) out += value->dump() + ";";
  return out;
}

TEST(JsonPath, FindsValuesInOrder) {
  constexpr std::string_view kJson =
      R"([{"name":"a","sub":[{"u":1},{"u":2}]},{"x":0},{"name":"b","sub":[{"u":3}]}])";
  EXPECT_EQ(found("[].name", kJson), R"("a";"b";)");
  EXPECT_EQ(found("[].sub[].u", kJson), "1;2;3;");
  EXPECT_EQ(found("[0].sub[1].u", kJson), "2;");
  EXPECT_EQ(found("[9].name", kJson), "");
  EXPECT_EQ(found("[]", R"(["x","y"])"), R"("x";"y";)");
  EXPECT_EQ(found("a.b", R"({"a":{"b":null}})"), "null;");
  EXPECT_EQ(found("a.b", R"({"a":[1]})"), "");
  EXPECT_EQ(found("[].a", R"({"a":1})"), "");
}

TEST(JsonPath, FaultsAreTold) {
  for (const std::string_view path : {"", ".", "a.", "a..b", "[", "[x]", "[-1]", "a[1", ".a"}) {
    const auto parsed = JsonPath::parse(path);
    ASSERT_FALSE(parsed.has_value()) << path;
    EXPECT_EQ(parsed.error().code, ErrorCode::kInvalidArgument);
  }
  EXPECT_FALSE(JsonPath::parse("a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a").has_value());
}

}  // namespace
}  // namespace kizuki::test
