// Learns the issue model from tagged cases.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/tagging/issue_model.hpp"

namespace kizuki {

struct IssueExample {
  SparseVector text;
  IssueCounts counts;
  std::vector<bool> given;  // by issue
};

/// Learns both stages; the second on odds of the first for cases that it did not see. Calibrated,
/// with thresholds, on predictions for unseen cases (`folds` parts, case i in part i mod folds).
IssueModel train_issues(std::span<const IssueExample> cases, const TagLexicon& lexicon,
                        std::size_t grams, std::size_t folds);

}  // namespace kizuki
