// Confirmations → correction of the probabilities of issues or steps.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/tagging/tag_overlay.hpp"

namespace kizuki {

/// A case that people said something about: what the shared model says, and what they say of the
/// case as a whole. Issues are read from the case, so it has one part; steps from each section.
struct OverlayExample {
  struct Part {
    SparseVector text;                 // CasePrediction::issue_text, StepFeatures::text
    std::vector<float> probabilities;  // by label, of the shared model
  };
  std::vector<Part> parts;
  struct Verdict {
    std::uint32_t label = 0;  // number of the issue in the lexicon, or of the step (0-based)
    bool confirmed = false;
  };
  std::vector<Verdict> verdicts;
};

/// For each label that something was said about, the logistic regression of the verdicts on the
/// text with the shared model's log odds as offset. A denied label is denied of every part, a
/// confirmed one holds of the part that the model thinks likeliest (the others may or may not show
/// it, and teach nothing). Minimises the log loss plus half the squared
/// length of the weights plus four times that of the offset, which moves all cases, so that a few
/// verdicts on doubtful ones must not move the clear ones (bench/results, DATE-tagging.md:
/// "Curator"). Accelerated gradient descent (Nesterov 1983) with a
/// fixed number of steps: deterministic in the order of the examples. Cost: examples × length of
/// the texts × 200.
std::vector<TagOverlay::Correction> train_overlay(const std::vector<OverlayExample>& examples);

/// How many of the verdicts the probabilities agree with (at least one half in some part: yes),
/// with the shared model alone and with an overlay that has not seen the case (five folds by the
/// examples' order).
struct OverlayAgreement {
  std::uint64_t verdicts = 0;
  std::uint64_t model = 0;
  std::uint64_t overlay = 0;
};
OverlayAgreement cross_validate_overlay(const std::vector<OverlayExample>& examples);

}  // namespace kizuki
