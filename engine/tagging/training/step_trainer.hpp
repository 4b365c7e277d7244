// Learns the step model from tagged sections.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/tagging/step_model.hpp"

namespace kizuki {

/// The sections of one tagged case.
struct StepExample {
  std::vector<StepFeatures> sections;
  std::vector<StepSet> given;
};

/// A model without calibration (identity).
StepModel train_steps(std::span<const StepExample* const> cases, const GramVocabulary& headings,
                      std::size_t grams);

/// train_steps on all cases, calibrated and given its threshold on predictions for cases that the
/// predicting model did not see (`folds` parts, case i in part i mod folds). `cases` must come in
/// an order of their own (by id), since parts follow it.
StepModel train_calibrated_steps(std::span<const StepExample> cases, const GramVocabulary& headings,
                                 std::size_t grams, std::size_t folds);

}  // namespace kizuki
