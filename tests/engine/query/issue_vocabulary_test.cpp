#include "engine/query/issue_vocabulary.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/support/paths.hpp"

namespace kizuki {
namespace {

std::shared_ptr<const IssueVocabulary> two_issues() {
  auto made = IssueVocabulary::make({{"succession", "事業承継", {"事業承継", "後継者", "代替わり"}},
                                     {"hr", "人材確保", {"人材確保", "採用", "右"}}});
  return made.value();
}

RankedTerm word(std::string text, double weight = 1.0) {
  return {{std::move(text), TermKind::kWord}, weight, false};
}

TEST(IssueVocabulary, FindsIssuesByCode) {
  const auto vocabulary = two_issues();
  ASSERT_TRUE(vocabulary->find("hr").has_value());
  EXPECT_EQ(vocabulary->label(*vocabulary->find("hr")), "人材確保");
  EXPECT_FALSE(vocabulary->find("dx").has_value());
}

TEST(IssueVocabulary, ScoresWordsThatArePartOfAPhrase) {
  const auto scores = two_issues()->scores({word("承継")}, {}, 0.0);
  EXPECT_GT(scores[0], 0.0);
  EXPECT_EQ(scores[1], 0.0);
}

TEST(IssueVocabulary, TakesASingleCharacterAsAWholePhraseOnly) {
  const auto vocabulary = two_issues();
  EXPECT_EQ(vocabulary->scores({word("後")}, {}, 0.0)[0], 0.0);
  EXPECT_GT(vocabulary->scores({word("右")}, {}, 0.0)[1], 0.0);
}

TEST(IssueVocabulary, WeighsWordsByTheQuery) {
  const auto vocabulary = two_issues();
  const double once = vocabulary->scores({word("後継者")}, {}, 0.0)[0];
  EXPECT_DOUBLE_EQ(vocabulary->scores({word("後継者", 0.5)}, {}, 0.0)[0], once / 2);
}

TEST(IssueVocabulary, CountsPairsOfCharactersBesideWords) {
  const auto vocabulary = two_issues();
  // No word of the text is part of a phrase, yet 代替 is.
  const auto scores = vocabulary->scores({}, {"社長の代替"}, 0.5);
  EXPECT_GT(scores[0], 0.0);
  EXPECT_EQ(scores[1], 0.0);
}

TEST(IssueVocabulary, RefusesToBeEmpty) { EXPECT_FALSE(IssueVocabulary::make({})); }

TEST(IssueVocabulary, LoadsTheShippedIssues) {
  const auto vocabulary = IssueVocabulary::load(test::built_data());
  ASSERT_TRUE(vocabulary) << vocabulary.error().describe();
  const auto scores = (*vocabulary)->scores({word("後継者")}, {"後継者"}, 1.0);
  const auto best = std::max_element(scores.begin(), scores.end()) - scores.begin();
  EXPECT_EQ((*vocabulary)->code(static_cast<std::size_t>(best)), "succession");
}

}  // namespace
}  // namespace kizuki
