// Figures of predicted tags against given ones.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/tagging/calibration.hpp"

namespace kizuki {

/// Counts a label; F1 = 2 tp / (2 tp + fp + fn).
struct LabelCounts {
  std::size_t hit = 0;
  std::size_t wrong = 0;
  std::size_t missed = 0;
  double f1() const;
};

/// Sets of labels, given and predicted, added case by case. Predicted labels that nothing given
/// bears are left out, as the scorer of the tag sets does. Micro F1 over all decisions, macro F1
/// the mean over the labels that are given somewhere.
class SetScores {
 public:
  void add(const std::set<std::string>& given, const std::set<std::string>& predicted);
  double micro_f1() const;
  double macro_f1() const;
  /// By label that is given somewhere.
  std::map<std::string, LabelCounts> labels() const;
  /// given label → predicted label → how often the second was named where the first was missed;
  /// predicted "" = nothing wrong was named.
  const std::map<std::string, std::map<std::string, std::size_t>>& confusions() const {
    return confusions_;
  }
  std::size_t size() const { return pairs_.size(); }

 private:
  std::vector<std::pair<std::set<std::string>, std::set<std::string>>> pairs_;
  std::map<std::string, std::map<std::string, std::size_t>> confusions_;
};

/// A tag that was named with confidence though nobody gave it.
struct WrongTag {
  float confidence = 0;
  std::string where;  // "d-001 sections[2]"
  std::string named;  // step or issue
  std::string given;  // what the author gave there
};

/// All figures of one evaluation.
struct TagScores {
  SetScores steps;            // sections that bear a step
  SetScores issues;           // cases
  std::size_t bare = 0;       // sections without a step
  std::size_t left_bare = 0;  // of them predicted so
  std::vector<Outcome> step_outcomes;
  std::vector<Outcome> issue_outcomes;
  std::vector<WrongTag> wrong;
};

}  // namespace kizuki
