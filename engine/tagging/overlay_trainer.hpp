// Confirmations → correction of the issues' probabilities.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/tagging/tag_overlay.hpp"

namespace kizuki {

/// A case that people said something about: what the shared model says, and what they say.
struct OverlayExample {
  SparseVector text;                 // CasePrediction::issue_text
  std::vector<float> probabilities;  // by issue of the lexicon, of the shared model
  struct Verdict {
    std::uint32_t issue = 0;
    bool confirmed = false;
  };
  std::vector<Verdict> verdicts;
};

/// For each issue that something was said about, the logistic regression of the verdicts on the
/// text with the shared model's log odds as offset: minimises the log loss plus half the squared
/// length of the weights plus four times that of the offset, which moves all cases, so that a few
/// verdicts on doubtful ones must not move the clear ones (bench/results, DATE-tagging.md:
/// "Curator"). Accelerated gradient descent (Nesterov 1983) with a
/// fixed number of steps: deterministic in the order of the examples. Cost: examples × length of
/// the texts × 200.
std::vector<TagOverlay::Issue> train_overlay(const std::vector<OverlayExample>& examples);

/// How many of the verdicts the probabilities agree with (at least one half: yes), with the shared
/// model alone and with an overlay that has not seen the case (five folds by the examples' order).
struct OverlayAgreement {
  std::uint64_t verdicts = 0;
  std::uint64_t model = 0;
  std::uint64_t overlay = 0;
};
OverlayAgreement cross_validate_overlay(const std::vector<OverlayExample>& examples);

}  // namespace kizuki
