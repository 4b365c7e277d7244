// How well does a sentence show each know-how card?
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/essence/feature_table.hpp"
#include "engine/essence/know_how_card.hpp"

namespace kizuki {

/// One-vs-rest logistic regression over the cards' examples: a row of weights a feature, a column a
/// card. Immutable and shared by all threads.
class CardScorer {
 public:
  CardScorer() = default;
  /// `weights` row by row, over rows of `table` (which is kept by whoever uses the model).
  CardScorer(std::vector<float> weights, std::vector<float> biases,
             std::vector<StepBits> typical_steps);

  std::size_t cards() const { return biases_.size(); }
  std::span<const float> weights() const { return weights_; }
  std::span<const float> biases() const { return biases_; }
  /// Log odds of each card, with kStepBonus where a step of the section is typical of the card.
  void score(const SparseVector& sentence, StepBits steps, std::span<float> out) const;

  static constexpr float kStepBonus = 0.7F;

 private:
  std::vector<float> weights_;
  std::vector<float> biases_;
  std::vector<StepBits> typical_steps_;
};

/// The vector of a sentence that cards are scored with.
inline constexpr FeatureWeights kMatchViews{{1.0F, 0.7F, 1.0F, 0.5F, 0.3F, 0.0F, 0.0F}};

/// Trains on the examples of `cards`; `examples[i]` are the vectors of card i's. Deterministic; the
/// order of cards and the number of threads do not change a card's weights. A card without examples
/// never matches.
CardScorer train_card_scorer(std::span<const KnowHowCard> cards,
                             std::span<const std::vector<SparseVector>> examples,
                             std::size_t features, std::size_t threads = 1);

}  // namespace kizuki
