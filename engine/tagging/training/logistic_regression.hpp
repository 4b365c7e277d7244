// Logistic regression by LIBLINEAR.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "engine/tagging/gram_vocabulary.hpp"

namespace kizuki {

/// Weights over the features and a bias.
struct LinearModel {
  std::vector<float> weights;
  float bias = 0;

  float log_odds(const SparseVector& row) const;
};

struct LogisticOptions {
  double cost = 1;             // C: inverse strength of the L2 regularisation
  double positive_weight = 1;  // cost of positive rows relative to negative ones
  double tolerance = 1e-3;     // of the gradient's norm, relative to the first
};

/// L2-regularised logistic regression (LIBLINEAR `-s 0`: trust region Newton, Lin, Weng & Keerthi
/// 2008): no random numbers, no shuffling, so the same rows in the same order give the same
/// weights. The bias is a feature of value 1, regularised like the others. Rows of one class only
/// give weights of zero and a bias of ±4. Not for several threads at once (LIBLINEAR prints through
/// a global function).
class LogisticProblem {
 public:
  /// Keeps a copy of the rows in LIBLINEAR's form; `features` is the number of features. A row
  /// counts `times` (≥ 1, by row, or empty for once each) times.
  LogisticProblem(std::span<const SparseVector> rows, std::size_t features,
                  std::span<const int> times = {});
  ~LogisticProblem();
  LogisticProblem(LogisticProblem&&) noexcept;
  LogisticProblem& operator=(LogisticProblem&&) noexcept;

  /// `positive` has an entry a row.
  LinearModel train(const std::vector<bool>& positive, const LogisticOptions& options) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kizuki
