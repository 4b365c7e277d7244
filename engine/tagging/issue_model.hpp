// Issues of cases: gram model per issue, shared model over pairs, calibration.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/tagging/calibration.hpp"
#include "engine/tagging/issue_features.hpp"
#include "engine/tagging/weight_matrix.hpp"

namespace kizuki {

/// Two stages: a logistic regression over grams for each issue that has examples, and one logistic
/// regression over (case, issue) pairs that all issues share (issue_features.hpp). Immutable,
/// shared by all threads.
struct IssueModel {
  WeightMatrix text;               // a column an issue, over the shared gram table
  std::vector<float> text_biases;  // log odds without text; issues without examples: their prior
  std::vector<float> phrase_idf;   // by phrase of the lexicon
  std::vector<float> log_priors;   // log odds by issue
  std::vector<float> weights;      // by feature of a pair
  float bias = 0;
  Calibration calibration;
  std::vector<float> thresholds;  // by issue
};

/// Log odds of the gram model by issue.
std::vector<float> issue_text_odds(const IssueModel& model, const SparseVector& text);

/// Calibrated probabilities by issue.
std::vector<float> issue_probabilities(const IssueModel& model, const TagLexicon& lexicon,
                                       const IssueCounts& counts,
                                       const std::vector<float>& text_odds);

/// The issues named for a case: those over their thresholds, at most three, at least one, most
/// probable first (ties by number).
std::vector<std::size_t> choose_issues(const std::vector<float>& probabilities,
                                       const std::vector<float>& thresholds);

}  // namespace kizuki
