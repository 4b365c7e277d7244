#include "server/app/search_request.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

using testing::ElementsAre;

Result<SearchRequest> from_form(std::string_view text) {
  return SearchRequest::from_form(*FormFields::parse(text));
}

Result<SearchRequest> from_json(std::string_view text) {
  return SearchRequest::from_json(*parse_json(text));
}

TEST(SearchRequestTest, ReadsAForm) {
  const auto request = from_form("q=%20a+b%0D%0A&f=scale:small&f=step:3&f=scale:small&page=3");
  ASSERT_TRUE(succeeded(request));
  EXPECT_EQ(request->text, "a b");
  EXPECT_THAT(request->filters,
              ElementsAre(ChosenFilter{"scale", "small"}, ChosenFilter{"step", "3"}));
  EXPECT_EQ(request->offset, 20U);
  EXPECT_TRUE(from_form("")->empty());
}

TEST(SearchRequestTest, AToggleChoosesAndTakesOff) {
  EXPECT_THAT(from_form("f=scale:small&t=step:3")->filters,
              ElementsAre(ChosenFilter{"scale", "small"}, ChosenFilter{"step", "3"}));
  EXPECT_THAT(from_form("f=scale:small&f=step:3&t=scale:small")->filters,
              ElementsAre(ChosenFilter{"step", "3"}));
  EXPECT_THAT(from_form("t=tool:a:b")->filters, ElementsAre(ChosenFilter{"tool", "a:b"}));
}

TEST(SearchRequestTest, AButtonChangesOneThing) {
  EXPECT_EQ(from_form("q=a&words=b")->text, "b");
  EXPECT_EQ(from_form("q=a&words=")->text, "");
  EXPECT_EQ(from_form("sort=date")->order, HitOrder::kNewest);
  EXPECT_EQ(from_form("sort=date&order=oldest")->order, HitOrder::kOldest);
  EXPECT_EQ(from_form("sort=date&order=relevance")->order, HitOrder::kRelevance);
  EXPECT_EQ(failure_name(from_form("sort=best")), "invalid_argument");
  EXPECT_FALSE(from_form("q=a")->as_written);
  EXPECT_TRUE(from_form("q=a&w=1")->as_written);
  EXPECT_TRUE(from_form("q=a&written=1")->as_written);
  EXPECT_FALSE(from_form("q=a&w=1&written=0")->as_written);
}

TEST(SearchRequestTest, WordsAsWrittenAreAChoice) {
  const auto plain = from_json(R"({"text":"a","ignore":["scale"]})");
  ASSERT_TRUE(succeeded(plain));
  EXPECT_TRUE(plain->choices().synonyms && plain->choices().variants);
  EXPECT_THAT(plain->choices().disbelieved, ElementsAre("scale"));
  const auto written = from_json(R"({"text":"a","as_written":true})");
  ASSERT_TRUE(succeeded(written));
  EXPECT_FALSE(written->choices().synonyms || written->choices().variants);
  EXPECT_TRUE(written->choices().understanding);
  EXPECT_EQ(failure_name(from_json(R"({"as_written":1})")), "invalid_argument");
}

TEST(SearchRequestTest, WhatIsNoLongerTickedIsNotBelieved) {
  EXPECT_THAT(from_form("r=issue=hr&r=scale=small&u=issue=hr")->disbelieved,
              ElementsAre("scale=small"));
  EXPECT_THAT(from_form("r=issue=hr&r=issue=hr")->disbelieved, ElementsAre("issue=hr"));
  EXPECT_TRUE(from_form("r=issue=hr&u=issue=hr")->disbelieved.empty());
  EXPECT_TRUE(from_form("u=issue=hr")->disbelieved.empty());
  EXPECT_EQ(failure_name(from_form("r=" + std::string(500, 'x'))), "invalid_argument");
  EXPECT_EQ(failure_name(from_form("r=")), "invalid_argument");
}

TEST(SearchRequestTest, RefusesWhatNoPageSends) {
  std::string many;
  for (int i = 0; i < 40; ++i) many += "f=tool:" + std::to_string(i) + "&";
  for (const std::string& text :
       {std::string("f=scale"), std::string("f=:small"), std::string("f=scale:"),
        std::string("page=0"), std::string("page=-1"), std::string("page=101"),
        std::string("page=1x"), "f=tool:" + std::string(500, 'x'), many}) {
    EXPECT_EQ(failure_name(from_form(text)), "invalid_argument") << text;
  }
}

TEST(SearchRequestTest, ReadsJson) {
  const auto request = from_json(
      R"({"text":"a","filters":{"scale":"small","step":["3","4"]},"limit":5,"offset":7,"facets":false})");
  ASSERT_TRUE(succeeded(request));
  EXPECT_THAT(request->filters, ElementsAre(ChosenFilter{"scale", "small"},
                                            ChosenFilter{"step", "3"}, ChosenFilter{"step", "4"}));
  EXPECT_EQ(request->limit, 5U);
  EXPECT_EQ(request->offset, 7U);
  EXPECT_FALSE(request->facets);
  for (const char* text : {"[]", R"({"text":1})", R"({"limit":0})", R"({"limit":101})",
                           R"({"offset":-1})", R"({"filters":[]})", R"({"filters":{"a":1}})",
                           R"({"filters":{"a":""}})", R"({"x":1})", R"({"facets":1})"}) {
    EXPECT_EQ(failure_name(from_json(text)), "invalid_argument") << text;
  }
}

TEST(SearchRequestTest, AsksForEverythingWhenNothingIsAsked) {
  const auto query = SearchRequest().query();
  ASSERT_TRUE(succeeded(query));
  EXPECT_EQ(query->root.children.size(), 1U);
  SearchRequest request;
  request.filters = {{"no such facet!", "x"}};
  EXPECT_EQ(failure_name(request.query()), "invalid_argument");
}

TEST(SearchRequestTest, LeavesFiltersOut) {
  SearchRequest request;
  request.filters = {{"scale", "small"}, {"step", "3"}, {"step", "4"}};
  EXPECT_THAT(request.without(ChosenFilter{"step", "3"}).filters,
              ElementsAre(ChosenFilter{"scale", "small"}, ChosenFilter{"step", "4"}));
}

}  // namespace
}  // namespace kizuki
