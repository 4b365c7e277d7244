// Does the name of a candidate tell which know-how its sentences show?
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "bench/essence/evaluation_setup.hpp"

namespace kizuki {

/// Groups whose know-how is known, and how their names fare when nothing but the name is shown to
/// the cards, which know know-how by other people's words.
struct LabelAgreement {
  std::size_t groups = 0;
  double first = 0;        // share of groups whose name fits the card of their know-how best
  double among_three = 0;  // … or second or third best
};

/// What a candidate would be called: sentences, the most central first.
struct NamedGroup {
  std::string know_how;
  std::vector<std::string> sentences;
};

/// The marked sentences of each know-how of three cases or more of the chosen styles.
Result<std::vector<NamedGroup>> marked_groups(const EvaluationSetup& setup,
                                              const ChosenStyles& chosen);
/// The candidates of a run of which more than half of the sentences, from two cases, are one
/// know-how.
std::vector<NamedGroup> found_groups(const EvaluationRun& run);

/// Names the groups as a run does. Errors: the analyser's.
Result<LabelAgreement> label_agreement(const EvaluationSetup& setup,
                                       const std::vector<NamedGroup>& groups);

}  // namespace kizuki
