// Does a group of sentences find the other half of its know-how?
#pragma once

#include <cstddef>

#include "bench/essence/evaluation_setup.hpp"

namespace kizuki {

/// Know-how cut into two groups, every second case in each, as if people had two cards for it.
struct NearHalves {
  std::size_t halves = 0;
  std::size_t first = 0;  // the other half is the nearest of all
  std::size_t near = 0;   // … or is among those that are near
  std::size_t told = 0;   // something is near at all
};

/// Over the marked sentences of each know-how of four cases or more of the chosen styles, as
/// near_groups compares them. Errors: the analyser's.
Result<NearHalves> near_halves(const EvaluationSetup& setup, const ChosenStyles& chosen);

}  // namespace kizuki
