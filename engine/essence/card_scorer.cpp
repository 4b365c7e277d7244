#include "engine/essence/card_scorer.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/parallel_for.hpp"
#include "engine/tagging/training/logistic_regression.hpp"

namespace kizuki {
namespace {

constexpr double kCost = 3;
constexpr float kNeverBias = -20.0F;

}  // namespace

CardScorer::CardScorer(std::vector<float> weights, std::vector<float> biases,
                       std::vector<StepBits> typical_steps)
    : weights_(std::move(weights)),
      biases_(std::move(biases)),
      typical_steps_(std::move(typical_steps)) {}

void CardScorer::score(const SparseVector& sentence, StepBits steps, std::span<float> out) const {
  const std::size_t columns = cards();
  std::copy(biases_.begin(), biases_.end(), out.begin());
  for (const GramFeature& feature : sentence) {
    const float* row = weights_.data() + std::size_t{feature.index} * columns;
    for (std::size_t card = 0; card < columns; ++card) out[card] += feature.value * row[card];
  }
  for (std::size_t card = 0; card < columns; ++card) {
    if ((typical_steps_[card] & steps) != 0) out[card] += kStepBonus;
  }
}

CardScorer train_card_scorer(std::span<const KnowHowCard> cards,
                             std::span<const std::vector<SparseVector>> examples,
                             std::size_t features, std::size_t threads) {
  // Rows in the order of card ids, so that the order of the catalogue changes nothing.
  std::vector<std::size_t> order(cards.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return cards[a].id < cards[b].id; });
  std::vector<SparseVector> rows;
  std::vector<std::size_t> card_of;
  for (const std::size_t card : order) {
    for (const SparseVector& example : examples[card]) {
      rows.push_back(example);
      card_of.push_back(card);
    }
  }
  std::vector<float> weights(features * cards.size(), 0.0F);
  std::vector<float> biases(cards.size(), kNeverBias);
  std::vector<StepBits> steps;
  for (const KnowHowCard& card : cards) steps.push_back(step_bits(card.typical_steps));
  const LogisticProblem problem(rows, features);
  parallel_for(cards.size(), threads, [&](std::size_t card, std::size_t /*worker*/) {
    if (examples[card].empty()) return;
    std::vector<bool> positive(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) positive[i] = card_of[i] == card;
    LogisticOptions options;
    options.cost = kCost;
    options.tolerance = 1e-2;
    const LinearModel model = problem.train(positive, options);
    biases[card] = model.bias;
    // A feature that no example has is 0 or -0 there.
    for (std::size_t row = 0; row < features; ++row) {
      if (model.weights[row] != 0) weights[row * cards.size() + card] = model.weights[row];
    }
  });
  return CardScorer(std::move(weights), std::move(biases), std::move(steps));
}

}  // namespace kizuki
