#include "server/app/question_key.hpp"

#include <functional>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

struct Question {
  SearchRequest search;
  SimilarRequest similar;
  SearchOptions options;
};

TEST(QuestionKeyTest, IsTheSameForTheSame) {
  const Question one;
  const Question other;
  EXPECT_EQ(question_key("r", one.search, one.options),
            question_key("r", other.search, other.options));
  EXPECT_EQ(question_key("r", one.similar, one.options),
            question_key("r", other.similar, other.options));
}

TEST(QuestionKeyTest, DiffersInAllThatMatters) {
  const std::vector<std::function<void(Question&)>> changes{
      [](Question&) {},
      [](Question& q) { q.search.text = "a"; },
      [](Question& q) {
        q.search.filters = {{"issue", "hr"}};
      },
      [](Question& q) {
        q.search.filters = {{"issueh", "r"}};
      },
      [](Question& q) {
        q.search.filters = {{"issue", "hr"}, {"scale", "small"}};
      },
      [](Question& q) { q.options.limit = 11; },
      [](Question& q) { q.options.offset = 10; },
      [](Question& q) { q.options.details = false; },
      [](Question& q) { q.options.explain = true; },
      [](Question& q) { q.options.count_total = false; },
      [](Question& q) { q.options.facet_counts = true; },
      [](Question& q) { q.options.gate_counts = false; },
      [](Question& q) { q.options.order = HitOrder::kNewest; },
      [](Question& q) { q.options.choices.synonyms = false; },
      [](Question& q) { q.options.choices.variants = false; },
      [](Question& q) { q.options.choices.understanding = false; },
      [](Question& q) { q.options.choices.disbelieved = {"scale"}; },
      [](Question& q) {
        q.options.choices.disbelieved = {"scale", "issue"};
      },
  };
  std::set<std::string> keys;
  for (const auto& change : changes) {
    Question question;
    change(question);
    keys.insert(question_key("r", question.search, question.options));
  }
  EXPECT_EQ(keys.size(), changes.size());
  keys.insert(question_key("s", SearchRequest(), SearchOptions()));
  keys.insert(advice_key("r", SearchRequest(), SearchOptions(), 0));
  keys.insert(advice_key("r", SearchRequest(), SearchOptions(), 1));
  EXPECT_EQ(keys.size(), changes.size() + 3);
}

TEST(QuestionKeyTest, TellsSimilarCasesApart) {
  const std::vector<std::function<void(SimilarRequest&)>> changes{
      [](SimilarRequest&) {},
      [](SimilarRequest& r) { r.text = "a"; },
      [](SimilarRequest& r) { r.case_id = "a"; },
      [](SimilarRequest& r) { r.purpose = SimilarPurpose::kMeasures; },
      [](SimilarRequest& r) {
        r.filters = {{"issue", "hr"}};
      },
  };
  std::set<std::string> keys{question_key("r", SearchRequest(), SearchOptions())};
  for (const auto& change : changes) {
    SimilarRequest request;
    change(request);
    keys.insert(question_key("r", request, SearchOptions()));
  }
  EXPECT_EQ(keys.size(), changes.size() + 1);
}

}  // namespace
}  // namespace kizuki
