#include "engine/query/first_stage.hpp"

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/engine/query/query_fixture.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

RankedTerm ranked(const std::string& word, double weight = 1.0) {
  return {{word, TermKind::kWord}, weight, false};
}

PlanNode everything() { return PlanNode(); }

PlanNode facet_node(const std::string& name, const std::string& value) {
  PlanNode node;
  node.kind = PlanNode::Kind::kFacet;
  node.facet = {name, value};
  return node;
}

/// Case i of n says 資金 always, 現場 every second time, 承継 every tenth.
std::vector<CaseRecord> make_cases(std::size_t count) {
  std::vector<CaseRecord> records;
  for (std::size_t i = 0; i < count; ++i) {
    std::string text = "資金を見直した。";
    if (i % 2 == 0) text += "現場を見た。";
    if (i % 10 == 0) text += "承継を考えた。";
    CaseRecord record = make_case("c-" + std::to_string(1000 + i), "記録", {text});
    record.period_from = i % 4 == 0 ? "2024-05" : "2025-05";
    records.push_back(std::move(record));
  }
  return records;
}

class FirstStageTest : public testing::Test {
 protected:
  static constexpr std::uint64_t kAll = FirstStage::kAllPostings;

  FirstStageTest() : index_({{"public", make_cases(100)}, {"local", make_cases(50)}}) {
    parts_.push_back(index_.part("public"));
    parts_.push_back(index_.part("local"));
    // A view and its update hold parts of one another's cases in the same way.
    parts_[1].superseded = {1, 3, 50};
    stage_.emplace(parts_, 8.0);
  }

  TestIndex index_;
  std::vector<IndexPart> parts_;
  std::optional<FirstStage> stage_;
  PlanNode condition_ = everything();
};

TEST_F(FirstStageTest, FindsEachCaseThatHasATermAndNoneThatIsSuperseded) {
  const CandidateQuery query{{ranked("承継"), ranked("現場")}, {}, &condition_, {}, {}};
  const auto sets = stage_->all(query, kAll);
  ASSERT_TRUE(succeeded(sets));
  EXPECT_TRUE(sets->complete);
  EXPECT_EQ(sets->parts[0].size(), 50U);
  EXPECT_EQ(sets->parts[1].size(), 23U) << "without 1 and 3, which say 現場; 50 does not";
  EXPECT_EQ(sets->found, 73U);
  EXPECT_EQ(sets->total, 73U);
  EXPECT_FALSE(sets->parts[1].contains(1));
}

TEST_F(FirstStageTest, ReadsTheRarestListsFirstAndGuessesTheRest) {
  const CandidateQuery query{
      {ranked("資金"), ranked("承継"), ranked("現場")}, {}, &condition_, {}, {}};
  // 15 cases say 承継, 75 say 現場, 150 say 資金.
  const auto exact = stage_->all(query, 240);
  ASSERT_TRUE(succeeded(exact));
  EXPECT_TRUE(exact->complete);
  EXPECT_EQ(exact->total, 147U);
  const auto some = stage_->all(query, 239);
  ASSERT_TRUE(succeeded(some));
  EXPECT_FALSE(some->complete);
  EXPECT_EQ(some->found, 73U);
  EXPECT_EQ(some->total, 147U) << "資金 is in all cases, so all match";
  const auto one = stage_->all(query, 0);
  ASSERT_TRUE(succeeded(one));
  EXPECT_FALSE(one->complete);
  EXPECT_EQ(one->found, 14U) << "at least one list is read";
}

TEST_F(FirstStageTest, GuessesByTheShareOfCasesThatTheListsLeftOutHave) {
  const CandidateQuery query{{ranked("現場"), ranked("承継")}, {}, &condition_, {}, {}};
  const auto guess = stage_->all(query, 15);
  ASSERT_TRUE(succeeded(guess));
  EXPECT_EQ(guess->found, 14U);
  // 147 cases match the condition, 133 of them without 承継; half of all say 現場.
  EXPECT_EQ(guess->total, 147U - static_cast<std::uint64_t>(std::llround(133 * 0.5)));
}

TEST_F(FirstStageTest, TheBestAreTheFirstOfAnyLongerList) {
  const CandidateQuery query{
      {ranked("承継", 2.0), ranked("現場")}, {ranked("資金")}, &condition_, {}, {}};
  const auto whole = stage_->best(query, 1'000);
  ASSERT_TRUE(succeeded(whole));
  EXPECT_TRUE(whole->complete);
  EXPECT_EQ(whole->total, 73U);
  ASSERT_EQ(whole->candidates.size(), 73U);
  for (std::size_t i = 1; i < whole->candidates.size(); ++i) {
    const Candidate& before = whole->candidates[i - 1];
    const Candidate& each = whole->candidates[i];
    const bool in_order = before.score > each.score ||
                          (before.score == each.score &&
                           (before.document < each.document ||
                            (before.document == each.document && before.part < each.part)));
    ASSERT_TRUE(in_order) << i;
  }
  for (const std::size_t count : {0U, 1U, 5U, 14U, 72U, 73U}) {
    const auto page = stage_->best(query, count);
    ASSERT_TRUE(succeeded(page));
    EXPECT_FALSE(page->complete) << count;
    ASSERT_EQ(page->candidates.size(), count);
    for (std::size_t i = 0; i < count; ++i) {
      ASSERT_EQ(page->candidates[i].part, whole->candidates[i].part);
      ASSERT_EQ(page->candidates[i].document, whole->candidates[i].document);
      ASSERT_EQ(page->candidates[i].score, whole->candidates[i].score);
    }
  }
}

TEST_F(FirstStageTest, RaisingTermsAddToTheScoreAndBringNothingIn) {
  const CandidateQuery bare{{ranked("承継")}, {}, &condition_, {}, {}};
  const CandidateQuery raised{{ranked("承継")}, {ranked("現場")}, &condition_, {}, {}};
  const auto before = stage_->best(bare, 1'000);
  const auto after = stage_->best(raised, 1'000);
  ASSERT_TRUE(succeeded(before));
  ASSERT_TRUE(succeeded(after));
  ASSERT_EQ(before->candidates.size(), 14U);
  ASSERT_EQ(after->candidates.size(), 14U);
  EXPECT_GT(after->candidates.front().score, before->candidates.front().score);
}

TEST_F(FirstStageTest, AGroupCountsItsBestMemberOnce) {
  ScoredGroup group;
  group.members = {{{{"現場", TermKind::kWord}}, 0.5},
                   {{{"承継", TermKind::kWord}}, 2.0},
                   {{{"承継", TermKind::kWord}, {"資金", TermKind::kWord}}, 1.0}};
  group.frequency = 240;
  const CandidateQuery query{{}, {}, &condition_, {group}, {}};
  const auto page = stage_->best(query, 1'000);
  ASSERT_TRUE(succeeded(page));
  ASSERT_EQ(page->candidates.size(), 73U);
  for (std::size_t i = 0; i < page->candidates.size(); ++i) {
    EXPECT_EQ(page->candidates[i].score, i < 14 ? 2.0 : 0.5) << i;
  }
}

TEST_F(FirstStageTest, AConditionNarrowsAndDecidesAlone) {
  condition_ = facet_node("year", "2024");
  const CandidateQuery alone{{}, {}, &condition_, {}, {}};
  const auto page = stage_->first(alone, 1'000, kAll);
  ASSERT_TRUE(succeeded(page));
  EXPECT_TRUE(page->complete);
  EXPECT_EQ(page->candidates.size(), 25U + 12U) << "13 of the other part, less its first case";
  const auto few = stage_->first(alone, 3, kAll);
  ASSERT_TRUE(succeeded(few));
  EXPECT_FALSE(few->complete);
  EXPECT_EQ(few->candidates.size(), 6U) << "of each part";
  EXPECT_EQ(few->total, 37U);
  const CandidateQuery narrowed{{ranked("承継")}, {}, &condition_, {}, {}};
  const auto sets = stage_->all(narrowed, kAll);
  ASSERT_TRUE(succeeded(sets));
  EXPECT_EQ(sets->found, 5U + 2U) << "every twentieth, less the first of the other part";
}

TEST_F(FirstStageTest, RelatedCasesAreCandidatesWithoutAWord) {
  CandidateQuery query{{ranked("承継")}, {}, &condition_, {}, {}};
  query.related = {{"year", "2024"}};
  const auto page = stage_->best(query, 1'000);
  ASSERT_TRUE(succeeded(page));
  EXPECT_EQ(page->candidates.back().score, 0.0);
  EXPECT_EQ(page->total, 14U + 37U - 7U);
}

TEST(FirstStageEmptyTest, NothingIsFoundInNothing) {
  const std::vector<IndexPart> none;
  const FirstStage stage(none, 8.0);
  const PlanNode condition = everything();
  const CandidateQuery query{{ranked("承継")}, {}, &condition, {}, {}};
  const auto page = stage.best(query, 10);
  ASSERT_TRUE(succeeded(page));
  EXPECT_TRUE(page->complete);
  EXPECT_TRUE(page->candidates.empty());
  const auto sets = stage.all(query, FirstStage::kAllPostings);
  ASSERT_TRUE(succeeded(sets));
  EXPECT_EQ(sets->total, 0U);
  EXPECT_EQ(*stage.document_frequency({"承継", TermKind::kWord}), 0U);
}

}  // namespace
}  // namespace kizuki
