// Ranking by issues, through the searcher.
#include "engine/query/issue_ranking.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/query/query_parser.hpp"
#include "engine/query/soft_signal.hpp"
#include "tests/engine/query/query_fixture.hpp"

namespace kizuki {
namespace {

std::shared_ptr<const QueryKnowledge> issue_knowledge() {
  auto knowledge = std::make_shared<QueryKnowledge>();
  knowledge->issues = IssueVocabulary::make({{"succession", "事業承継", {"事業承継", "後継者"}},
                                             {"hr", "人材", {"人材", "採用"}}})
                          .value();
  return knowledge;
}

CaseRecord tagged(std::string id, std::vector<std::string> issues, const std::string& text) {
  CaseRecord record = make_case(std::move(id), "題", {text});
  record.issues = std::move(issues);
  return record;
}

std::vector<std::string> ids(Searcher& searcher, const std::string& query) {
  const auto list = searcher.search(*parse_query(query), {});
  EXPECT_TRUE(list) << list.error().describe();
  std::vector<std::string> found;
  for (const Hit& hit : list->hits) found.push_back(hit.id);
  return found;
}

using Ids = std::vector<std::string>;

TEST(IssueRanking, RaisesTheCaseThatIsTaggedWithTheIssue) {
  const TestIndex index({{"public",
                          {tagged("c-1", {"hr"}, "後継者と工場を歩いた"),
                           tagged("c-2", {"succession"}, "後継者と工場を歩いた")}}});
  Searcher with = index.searcher({}, nullptr, issue_knowledge());
  EXPECT_EQ(ids(with, "後継者 工場"), (Ids{"c-2", "c-1"}));
  Searcher without = index.searcher();
  EXPECT_EQ(ids(without, "後継者 工場"), (Ids{"c-1", "c-2"}));
}

TEST(IssueRanking, FindsATaggedCaseWithoutAWordOfTheQuery) {
  const TestIndex index({{"public",
                          {tagged("c-1", {"succession"}, "父と娘が黙って椅子を見ていた"),
                           tagged("c-2", {"hr"}, "父と娘が黙って椅子を見ていた"),
                           tagged("c-3", {}, "後継者が戻った")}}});
  Searcher searcher = index.searcher({}, nullptr, issue_knowledge());
  EXPECT_EQ(ids(searcher, "後継者"), (Ids{"c-3", "c-1"}));
  // What is a condition stays one.
  EXPECT_EQ(ids(searcher, "\"後継者\""), (Ids{"c-3"}));
  EXPECT_EQ(ids(searcher, "後継者 -課題:succession"), (Ids{"c-3"}));
  EXPECT_EQ(ids(searcher, "後継者 課題:succession"), (Ids{"c-1"}));
}

TEST(IssueRanking, IsLeftAloneByAHiddenCompartment) {
  const std::vector<CaseRecord> open{tagged("c-1", {"hr"}, "後継者の採用"),
                                     tagged("c-2", {"succession"}, "後継者の採用")};
  const TestIndex both(
      {{"public", open},
       {"org:X",
        {tagged("x-1", {"succession"}, "後継者の採用"), tagged("x-2", {"succession"}, "後継者")}}});
  const TestIndex alone({{"public", open}});
  auto narrow = both.open({"public"}, issue_knowledge());
  auto whole = alone.open({"public"}, issue_knowledge());
  ASSERT_TRUE(narrow && whole);
  const auto left = narrow->search(*parse_query("後継者"), {});
  const auto right = whole->search(*parse_query("後継者"), {});
  ASSERT_TRUE(left && right);
  ASSERT_EQ(left->hits.size(), right->hits.size());
  for (std::size_t i = 0; i < left->hits.size(); ++i) {
    EXPECT_EQ(left->hits[i].id, right->hits[i].id);
    EXPECT_EQ(left->hits[i].score, right->hits[i].score);
  }
  EXPECT_EQ(left->total, right->total);
}

TEST(IssueRanking, AgreementIsTheCosine) {
  EXPECT_DOUBLE_EQ(issue_agreement({1.0, 0.0}, {1.0F, 0.0F}), 1.0);
  EXPECT_NEAR(issue_agreement({1.0, 0.0}, {1.0F, 1.0F}), 0.7071, 1e-4);
  EXPECT_EQ(issue_agreement({0.0, 0.0}, {1.0F, 1.0F}), 0.0);
  EXPECT_EQ(issue_agreement({1.0, 0.0}, {0.0F, 0.0F}), 0.0);
}

TEST(SoftSignal, IsMeasuredByTheBestOfThePool) {
  std::vector<Candidate> pool{{0, 1, 6.0}, {0, 2, 2.0}};
  EXPECT_DOUBLE_EQ(pool_yardstick(pool), 4.0);
  add_soft_signal(pool, {5.0, 10.0}, 0.5, 4.0);
  EXPECT_DOUBLE_EQ(pool[0].score, 7.0);
  EXPECT_DOUBLE_EQ(pool[1].score, 4.0);
  add_soft_signal(pool, {0.0, 0.0}, 0.5, 4.0);
  EXPECT_DOUBLE_EQ(pool[1].score, 4.0);
  std::vector<Candidate> none;
  EXPECT_EQ(pool_yardstick(none), 0.0);
  add_soft_signal(none, {}, 0.5, 4.0);
}

}  // namespace
}  // namespace kizuki
