#include "engine/tagging/gram_weights.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(GramWeights, StrongestWordingIsTheBestStretch) {
  const WeightMatrix matrix(std::vector<float>{2.0F, -1.0F, 0.5F}, 1);
  TextValues values(3);
  values.assign({{0, 1.0F}, {1, 1.0F}, {2, 1.0F}});
  const GramWeights weights(matrix, 0, values);
  const std::u32string sentence = U"あいうえおか";
  const std::vector<KnownGram> grams = {{1, 0, 2}, {0, 2, 4}, {1, 4, 6}};
  EXPECT_EQ(weights.strongest_wording(grams, sentence), U"うえ");
  EXPECT_NEAR(weights.sum(grams), 0.0F, 0.05F);
  EXPECT_TRUE(weights.strongest_wording(std::vector<KnownGram>{{1, 0, 2}}, sentence).empty());
}

TEST(TextValues, ANewTextReplacesTheOneBefore) {
  TextValues values(3);
  values.assign({{0, 1.0F}, {2, 3.0F}});
  values.assign({{1, 2.0F}});
  EXPECT_EQ(values.value(0), 0.0F);
  EXPECT_EQ(values.value(1), 2.0F);
  EXPECT_EQ(values.value(2), 0.0F);
}

}  // namespace
}  // namespace kizuki
