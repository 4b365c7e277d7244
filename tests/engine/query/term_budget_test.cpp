#include "engine/query/term_budget.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

PlanNode term(const std::string& text) {
  PlanNode node;
  node.kind = PlanNode::Kind::kTerm;
  node.term.text = text;
  return node;
}

PlanNode sum(const std::vector<std::string>& terms) {
  PlanNode node;
  node.kind = PlanNode::Kind::kSum;
  for (const auto& text : terms) node.children.push_back(term(text));
  return node;
}

// 100,000 cases: 4 % of them are 4,000.
constexpr std::uint64_t kCases = 100'000;

TEST(TermBudgetTest, RequiresTheHeaviestTermsUpToTheirShareOfTheCases) {
  const auto plan = apply_term_budget(
      sum({"a", "b", "c", "d", "e"}),
      {{1.0, 40'000}, {5.0, 1'000}, {4.0, 1'000}, {3.0, 1'000}, {2.0, 1'001}}, kCases, {});
  EXPECT_TRUE(plan.differ);
  EXPECT_EQ(print_plan(plan.narrowed), "maybe(sum(b c d) | sum(a e))");
  EXPECT_EQ(print_plan(plan.whole), "sum(a b c d e)");
}

TEST(TermBudgetTest, RequiresAtLeastThreeTerms) {
  const auto plan =
      apply_term_budget(sum({"a", "b", "c", "d"}),
                        {{4.0, 50'000}, {3.0, 50'000}, {2.0, 50'000}, {1.0, 50'000}}, kCases, {});
  EXPECT_EQ(print_plan(plan.narrowed), "maybe(sum(a b c) | sum(d))");
}

TEST(TermBudgetTest, EqualTermsKeepTheOrderOfTheQuery) {
  const OperandStatistics same{1.0, 3'000};
  const auto plan =
      apply_term_budget(sum({"d", "c", "b", "a"}), {same, same, same, same}, kCases, {});
  EXPECT_EQ(print_plan(plan.narrowed), "maybe(sum(d c b) | sum(a))");
}

TEST(TermBudgetTest, LeavesSmallCorporaAlone) {
  const auto plan =
      apply_term_budget(sum({"a", "b", "c", "d"}),
                        {{4.0, 9'000}, {3.0, 9'000}, {2.0, 9'000}, {1.0, 9'000}}, 9'999, {});
  EXPECT_FALSE(plan.differ);
  EXPECT_EQ(print_plan(plan.narrowed), "sum(a b c d)");
}

TEST(TermBudgetTest, DropsTermsThatNoCaseHasAndTheLightestOfTooMany) {
  RankingSettings settings;
  settings.scored_terms = 2;
  const auto plan = apply_term_budget(sum({"a", "b", "c", "d"}),
                                      {{1.0, 5}, {9.0, 0}, {3.0, 5}, {2.0, 5}}, kCases, settings);
  EXPECT_FALSE(plan.differ);
  EXPECT_EQ(print_plan(plan.whole), "sum(c d)");
}

TEST(TermBudgetTest, NothingIsLeftWhenNoCaseHasAnyTerm) {
  const auto plan = apply_term_budget(sum({"a", "b"}), {{1.0, 0}, {1.0, 0}}, kCases, {});
  EXPECT_EQ(print_plan(plan.whole), "nothing");
  EXPECT_EQ(print_plan(plan.narrowed), "nothing");
}

TEST(TermBudgetTest, LooksUnderFiltersAndExclusions) {
  PlanNode filtered;
  filtered.kind = PlanNode::Kind::kFilter;
  filtered.children = {sum({"a", "b", "c", "d"}), term("x")};
  PlanNode root;
  root.kind = PlanNode::Kind::kExcept;
  root.children = {filtered, term("y")};
  ASSERT_NE(ranked_base(root), nullptr);
  const auto plan = apply_term_budget(
      root, {{1.0, 50'000}, {2.0, 50'000}, {3.0, 50'000}, {4.0, 50'000}}, kCases, {});
  EXPECT_EQ(print_plan(plan.narrowed), "except(filter(maybe(sum(b c d) | sum(a)) | x) | y)");
}

TEST(TermBudgetTest, HasNothingToDoWhenAPhraseDecides) {
  PlanNode root;
  root.kind = PlanNode::Kind::kMaybe;
  root.children = {term("a"), sum({"b"})};
  EXPECT_EQ(ranked_base(root), nullptr);
}

}  // namespace
}  // namespace kizuki
