#include "engine/tagging/facet_tagger.hpp"

#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "tests/engine/tagging/facet_fixture.hpp"

namespace kizuki::test {
namespace {

FacetTagger tagger() {
  static const auto kModel = std::make_shared<const FacetModel>(trained_on(falls_and_floods()));
  return FacetTagger(kModel);
}

TEST(FacetTaggerTest, ReadsTheValueAndNamesTheSentence) {
  const std::string text = "倉庫の荷を数えていた。足を滑らせて屋根から墜落した。";
  const auto tag = tagger().tag_case(record_with_facet("x", text, {}));
  ASSERT_TRUE(tag.has_value());
  EXPECT_EQ(tag->best.value, "墜落");
  EXPECT_GT(tag->best.confidence, 0.5F);
  ASSERT_FALSE(tag->evidence.empty());
  EXPECT_EQ(tag->evidence[0].field, "sections[0].text");
  EXPECT_EQ(tag->evidence[0].span.of(text), "足を滑らせて屋根から墜落した。");
  EXPECT_NE(tag->evidence[0].reason.find("言い回し"), std::string::npos);
}

TEST(FacetTaggerTest, DoesNotLookAtWhatTheRecordSays) {
  const std::string text = "川があふれて水に流された。";
  const auto bare = tagger().tag_case(record_with_facet("x", text, {}));
  const auto given = tagger().tag_case(record_with_facet("x", text, {"墜落"}));
  ASSERT_TRUE(bare.has_value());
  ASSERT_TRUE(given.has_value());
  EXPECT_EQ(given->best.value, "水害");
  EXPECT_EQ(bare->best.confidence, given->best.confidence);
}

TEST(FacetTaggerTest, EarlierRecordsChangeNothing) {
  FacetTagger used = tagger();
  const auto record = record_with_facet("x", "駅前で水があふれ、屋根から落ちた。", {});
  const auto first = used.tag_case(record);
  ASSERT_TRUE(used.tag_case(record_with_facet("y", "屋根から墜落した。", {})).has_value());
  const auto again = used.tag_case(record);
  ASSERT_TRUE(first.has_value());
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(first->best.value, again->best.value);
  EXPECT_EQ(first->best.confidence, again->best.confidence);
}

TEST(FacetTaggerTest, ARecordWithoutTextGetsAValueWithoutEvidence) {
  const auto tag = tagger().tag_case(record_with_facet("x", "", {}));
  ASSERT_TRUE(tag.has_value());
  EXPECT_FALSE(tag->best.value.empty());
  EXPECT_TRUE(tag->evidence.empty());
}

TEST(FacetTaggerTest, SharesAreSharesWhateverTheWeights) {
  FacetModel model = trained_on(falls_and_floods());
  const float most = std::numeric_limits<float>::max();
  model.biases = {most, -most};
  const auto shares = facet_shares(model, {});
  ASSERT_EQ(shares.size(), 2u);
  EXPECT_NEAR(shares[0] + shares[1], 1.0F, 1e-6F);
  EXPECT_GT(shares[0], 0.99F);
}

}  // namespace
}  // namespace kizuki::test
