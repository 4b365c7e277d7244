#include "server/app/similar_request.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

using testing::ElementsAre;

Result<SimilarRequest> from_form(std::string_view text) {
  return SimilarRequest::from_form(*FormFields::parse(text));
}

Result<SimilarRequest> from_json(std::string_view text) {
  return SimilarRequest::from_json(*parse_json(text));
}

TEST(SimilarRequestTest, ReadsAForm) {
  EXPECT_TRUE(from_form("")->empty());
  const auto notes = from_form("m=+memo%0A&p=measures&r=issue=hr&r=step=3&u=step=3");
  ASSERT_TRUE(succeeded(notes));
  EXPECT_EQ(notes->text, "memo");
  EXPECT_EQ(notes->purpose, SimilarPurpose::kMeasures);
  EXPECT_THAT(notes->disbelieved, ElementsAre("issue=hr"));
  EXPECT_EQ(from_form("case=d-1")->case_id, "d-1");
  EXPECT_EQ(from_form("p=measures&purpose=contrast")->purpose, SimilarPurpose::kContrast);
  EXPECT_EQ(from_form("p=varied")->purpose, SimilarPurpose::kVaried);
  // What was typed wins over where it began.
  EXPECT_EQ(from_form("case=d-1&m=x")->case_id, "");
  for (const char* text : {"case=a%2Fb", "case=..", "p=x"}) {
    EXPECT_EQ(failure_name(from_form(text)), "invalid_argument") << text;
  }
}

TEST(SimilarRequestTest, ReadsJson) {
  const auto request = from_json(
      R"({"case":"d-1","purpose":"contrast","limit":3,"ignore":["scale"],"filters":{"step":["3","4"]}})");
  ASSERT_TRUE(succeeded(request));
  EXPECT_EQ(request->case_id, "d-1");
  EXPECT_EQ(request->limit, 3U);
  EXPECT_THAT(request->disbelieved, ElementsAre("scale"));
  EXPECT_THAT(request->filters, ElementsAre(ChosenFilter{"step", "3"}, ChosenFilter{"step", "4"}));
  for (const char* text :
       {"[]", "{}", R"({"text":""})", R"({"text":"a","case":"b"})", R"({"text":1})",
        R"({"text":"a","purpose":"x"})", R"({"text":"a","limit":0})", R"({"text":"a","x":1})",
        R"({"text":"a","ignore":[1]})", R"({"text":"a","filters":[]})"}) {
    EXPECT_EQ(failure_name(from_json(text)), "invalid_argument") << text;
  }
}

}  // namespace
}  // namespace kizuki
