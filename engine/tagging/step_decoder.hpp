// Steps of all sections of a case decided together.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/tagging/tag_lexicon.hpp"

namespace kizuki {

/// A set of steps: bit s - 1 for step s; 0 is a section without a step.
using StepSet = std::uint8_t;
/// A number a step: probabilities or log odds.
using StepValues = std::array<float, kSteps>;

/// Probability that each step is shown by a section, and that none is.
struct StepMarginals {
  StepValues steps{};
  float none = 0;
};

/// Forward-backward over the sets of steps that training saw (∅, {3}, {3,4}, …), as knowhow recipe
/// 5 has it. A section's emission is .8 times the sum over steps of log(p / prior) or
/// log((1 - p) / (1 - prior)): divided by the prior, which the transitions already count. Immutable
/// once made, shared by all threads.
class StepDecoder {
 public:
  StepDecoder() = default;
  /// Learns sets, transitions and priors from the sections of each case in order. A transition is
  /// the smoothed bigram of sets, backed off to the change of the last step before to the first
  /// behind.
  static StepDecoder learn(std::span<const std::vector<StepSet>> cases);
  /// From stored parts: `log_transitions` has (sets + 1) rows of sets entries, the first for the
  /// begin of a case.
  StepDecoder(std::vector<StepSet> sets, std::vector<float> log_transitions, StepValues priors);

  /// One entry a section. `log_odds` are those of the section classifier.
  void decode(std::span<const StepValues> log_odds, std::vector<StepMarginals>& out) const;

  const std::vector<StepSet>& sets() const { return sets_; }
  const std::vector<float>& log_transitions() const { return log_transitions_; }
  const StepValues& priors() const { return priors_; }

 private:
  float transition(std::size_t from_plus_one, std::size_t to) const {
    return log_transitions_[from_plus_one * sets_.size() + to];
  }
  std::vector<float> emissions(const StepValues& log_odds) const;

  std::vector<StepSet> sets_;  // ascending, with ∅
  std::vector<float> log_transitions_;
  std::vector<float> into_;  // the same without the begin, by target and origin
  StepValues priors_{};
};

}  // namespace kizuki
