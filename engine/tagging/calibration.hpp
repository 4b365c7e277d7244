// Confidences that can be trusted, and where to cut them.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace kizuki {

/// A probability with what was true.
struct Outcome {
  float probability = 0;
  bool positive = false;
};

/// Platt's correction (1999) on log odds: p' = σ(slope · logit p + offset).
struct Calibration {
  float slope = 1;
  float offset = 0;

  float apply(float probability) const;

  /// Fits by Newton's method on the log loss, with Platt's smoothed targets; few outcomes or a flat
  /// fit give the identity. Deterministic in the order of outcomes.
  static Calibration fit(std::span<const Outcome> outcomes);
};

/// The threshold that makes the expected F1 = 2 Σ_{p ≥ t} p / (Σ_{p ≥ t} 1 + Σ p) largest, of
/// calibrated probabilities; in [.05, .6].
float best_expected_f1_threshold(std::span<const float> probabilities);

/// Expected calibration error: mean over ten equal bins of |mean probability - share of positives|,
/// weighted by the outcomes of each bin. 0 of nothing.
double expected_calibration_error(std::span<const Outcome> outcomes);

}  // namespace kizuki
