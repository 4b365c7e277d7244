#include "engine/essence/card_scorer.hpp"

#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

TEST(CardScorerTest, ScoresAsTheSumOfItsWeightsForAnyNumberOfCards) {
  std::mt19937_64 random(test_seed());
  std::uniform_real_distribution<float> value(-2.0F, 2.0F);
  constexpr std::size_t kFeatures = 60;
  // Below, at and above one vector of columns, several of them, and one round of them.
  for (std::size_t cards = 0; cards <= 75; ++cards) {
    SCOPED_TRACE(describe_seed(test_seed(), cards));
    std::vector<float> weights(kFeatures * cards);
    for (float& weight : weights) weight = value(random);
    std::vector<float> biases(cards);
    for (float& bias : biases) bias = value(random);
    std::vector<StepBits> steps(cards);
    for (StepBits& bits : steps) bits = static_cast<StepBits>(random() % 8);
    SparseVector sentence;
    for (std::uint32_t feature = 0; feature < kFeatures; ++feature) {
      if (random() % 2 == 0) sentence.push_back({feature, value(random)});
    }
    const StepBits section = 2;
    std::vector<float> wanted = biases;
    for (const GramFeature& feature : sentence) {
      for (std::size_t card = 0; card < cards; ++card) {
        wanted[card] += feature.value * weights[feature.index * cards + card];
      }
    }
    for (std::size_t card = 0; card < cards; ++card) {
      if ((steps[card] & section) != 0) wanted[card] += CardScorer::kStepBonus;
    }
    const CardScorer scorer(weights, biases, steps);
    ASSERT_EQ(scorer.cards(), cards);
    std::vector<float> scores(cards + 1, 7.0F);
    scorer.score(sentence, section, scores);
    for (std::size_t card = 0; card < cards; ++card) {
      // In the same order of adding: equal to the bit.
      ASSERT_EQ(scores[card], wanted[card]) << card;
    }
    ASSERT_EQ(scores[cards], 7.0F) << "nothing behind the last card";
  }
}

}  // namespace
}  // namespace kizuki
