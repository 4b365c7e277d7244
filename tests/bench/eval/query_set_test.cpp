#include "bench/eval/query_set.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizuki {
namespace {

using ::testing::ElementsAre;

TEST(QuerySet, KeepsTheOrderOfTheFileAndOfTheFirstOfEachKind) {
  const auto queries = parse_queries(
      R"({"id":"1","kind":"nl","text":"a"}
{"id":"2","kind":"kw","text":"b"}
{"id":"3","kind":"nl","text":"c"}
{"id":"4","text":"d"}
)",
      "q.jsonl");
  ASSERT_TRUE(queries) << queries.error().describe();
  ASSERT_EQ(queries->size(), 4U);
  EXPECT_EQ((*queries)[1].id, "2");
  EXPECT_EQ((*queries)[2].text, "c");
  const auto kinds = group_by_kind(*queries);
  ASSERT_EQ(kinds.size(), 2U);
  EXPECT_EQ(kinds[0].kind, "nl");
  EXPECT_THAT(kinds[0].places, ElementsAre(0, 2));
  EXPECT_EQ(kinds[1].kind, "kw");
  EXPECT_THAT(kinds[1].places, ElementsAre(1));
}

TEST(QuerySet, RefusesALineThatIsNoQuery) {
  for (const char* line :
       {"{", "[]", R"({"text":"a"})", R"({"id":7,"text":"a"})", R"({"id":"2"})"}) {
    const std::string text = std::string(R"({"id":"1","text":"a"})").append("\n").append(line);
    const auto queries = parse_queries(text, "q.jsonl");
    ASSERT_FALSE(queries) << line;
    EXPECT_EQ(queries.error().file, "q.jsonl");
    EXPECT_EQ(queries.error().line, 2U);
  }
}

}  // namespace
}  // namespace kizuki
