// How good the shipped filter is stands in bench/results; here is what it is made of.
#include "engine/essence/action_filter.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/engine/essence/essence_fixture.hpp"

namespace kizuki {
namespace {

TEST(ActionFilterTest, SumsBiasAndWeightsAndSkipsWhatItDoesNotKnow) {
  const ActionFilter filter{{0.5F, -1.0F}, 0.25F};
  EXPECT_FLOAT_EQ(filter.log_odds({}), 0.25F);
  EXPECT_FLOAT_EQ(filter.log_odds({{0, 2.0F}, {1, 1.0F}}), 0.25F + 1.0F - 1.0F);
  EXPECT_FLOAT_EQ(filter.log_odds({{7, 100.0F}}), 0.25F) << "a row of another table";
}

TEST(ActionFilterTest, EachStepHasAPlaceBehindTheTable) {
  const auto& table = test::essence_model()->table;
  ActionFeatures features(table);
  const SentenceTraits traits = test::traits_of("支援員は社長の話を最後まで聴いた。");
  SparseVector none;
  features.make(traits, 0, none);
  SparseVector both;
  features.make(traits, step_bits({1, 7}), both);
  ASSERT_EQ(both.size(), none.size() + 2);
  EXPECT_EQ(both[none.size()].index, table.size());
  EXPECT_EQ(both.back().index, table.size() + kEssenceSteps - 1);
  EXPECT_TRUE(std::equal(none.begin(), none.end(), both.begin(),
                         [](const GramFeature& left, const GramFeature& right) {
                           return left.index == right.index && left.value == right.value;
                         }));
}

TEST(ActionFilterTest, TheShippedOneTellsActsFromProfiles) {
  SentenceMatcher matcher(test::shipped_matcher());
  const auto odds = [&](const char* sentence) {
    return matcher.action(test::traits_of(sentence), step_bits({3}));
  };
  EXPECT_GT(odds("支援員は助言を控え、社長の話を最後まで聴いた。"),
            odds("当社は1968年創業の木工会社で、従業員は28名である。"));
  EXPECT_GT(odds("従業員一人ひとりと面談し、困りごとを聞き取った。"),
            odds("売上高は前年の8割にとどまった。"));
}

}  // namespace
}  // namespace kizuki
