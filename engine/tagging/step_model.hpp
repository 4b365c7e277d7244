// Steps of sections: classifier, decoder, calibration.
#pragma once

#include <vector>

#include "engine/tagging/calibration.hpp"
#include "engine/tagging/step_decoder.hpp"
#include "engine/tagging/step_features.hpp"
#include "engine/tagging/weight_matrix.hpp"

namespace kizuki {

/// One-vs-rest logistic regression over a section, and what turns its odds into probabilities.
/// Immutable, shared by all threads.
struct StepModel {
  GramVocabulary headings;
  WeightMatrix text;     // over the shared gram table
  WeightMatrix heading;  // over `headings`
  DenseWeights dense;
  StepValues biases{};
  StepDecoder decoder;
  Calibration calibration;  // of the decoder's marginals
  float threshold = 0.4F;   // a step is named from this calibrated probability on
};

/// Log odds of each step for one section.
StepValues step_log_odds(const StepModel& model, const StepFeatures& section);

/// Calibrated probabilities for all sections of a case, from their log odds.
void decode_steps(const StepModel& model, std::span<const StepValues> log_odds,
                  std::vector<StepMarginals>& out);

}  // namespace kizuki
