#include "engine/essence/card_scorer.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "engine/base/parallel_for.hpp"
#include "engine/tagging/training/logistic_regression.hpp"
#include "engine/tagging/vector_kernels.hpp"

namespace kizuki {
namespace {

constexpr double kCost = 3;
constexpr float kNeverBias = -20.0F;

/// More columns than these fill are taken in several rounds.
constexpr std::size_t kMostVectors = 4;
/// Rows lie far apart, so the one that comes so many features later is asked for in advance.
constexpr std::size_t kAhead = 8;
constexpr std::size_t kCacheLine = 64;

struct Rows {
  const float* weights;  // at the first column of interest
  std::size_t stride;
};

/// sums[c] += value * weight for `columns` columns, more than (Vectors - 1) and at most Vectors
/// times kLanes. The last vector ends with the row and may say some columns a second time, the
/// same.
struct AddRows {
  template <std::size_t Vectors>
  [[gnu::always_inline]] static inline void run(const SparseVector& features, Rows rows,
                                                std::size_t columns, float* sums) {
    std::array<std::size_t, Vectors> at{};
    std::array<Floats8, Vectors> sum{};
    for (std::size_t v = 0; v < Vectors; ++v) {
      at[v] = std::min(v * kLanes, columns - kLanes);
      std::memcpy(&sum[v], sums + at[v], sizeof sum[v]);
    }
    for (std::size_t i = 0; i < features.size(); ++i) {
      if (i + kAhead < features.size()) {
        const float* next = rows.weights + features[i + kAhead].index * rows.stride;
        for (std::size_t byte = 0; byte < Vectors * sizeof(Floats8); byte += kCacheLine) {
          __builtin_prefetch(reinterpret_cast<const char*>(next) + byte);
        }
      }
      const float* row = rows.weights + features[i].index * rows.stride;
      for (std::size_t v = 0; v < Vectors; ++v) {
        Floats8 weights;
        std::memcpy(&weights, row + at[v], sizeof weights);
        sum[v] += features[i].value * weights;
      }
    }
    for (std::size_t v = 0; v < Vectors; ++v) std::memcpy(sums + at[v], &sum[v], sizeof sum[v]);
  }
};

using Kernels = VectorKernels<AddRows, const SparseVector&, Rows, std::size_t, float*>;

/// The same for fewer columns than a vector has.
void add_few_columns(const SparseVector& features, Rows rows, std::size_t columns, float* sums) {
  for (const GramFeature& feature : features) {
    const float* row = rows.weights + feature.index * rows.stride;
    for (std::size_t c = 0; c < columns; ++c) sums[c] += feature.value * row[c];
  }
}

/// sums[c] += value * weight over rows of `sums.size()` columns.
void add_weighted_rows(const SparseVector& features, std::span<const float> weights,
                       std::span<float> sums) {
  const std::size_t stride = sums.size();
  for (std::size_t begin = 0; begin < stride;) {
    const std::size_t columns = std::min(stride - begin, kMostVectors * kLanes);
    const Kernels::Kernel add = columns < kLanes
                                    ? add_few_columns
                                    : Kernels::by_vectors<kMostVectors>()[(columns - 1) / kLanes];
    add(features, {weights.data() + begin, stride}, columns, sums.data() + begin);
    begin += columns;
  }
}

}  // namespace

CardScorer::CardScorer(std::vector<float> weights, std::vector<float> biases,
                       std::vector<StepBits> typical_steps)
    : weights_(std::move(weights)),
      biases_(std::move(biases)),
      typical_steps_(std::move(typical_steps)) {}

void CardScorer::score(const SparseVector& sentence, StepBits steps, std::span<float> out) const {
  const std::size_t columns = cards();
  std::copy(biases_.begin(), biases_.end(), out.begin());
  add_weighted_rows(sentence, weights_, out.first(columns));
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
