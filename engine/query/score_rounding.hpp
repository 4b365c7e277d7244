// Scores that are equal for people are equal for the program.
#pragma once

#include <cmath>
#include <cstdint>

namespace kizuki {

/// Sums of the same weights may differ in the last bits with the shape of the match tree, which
/// differs between compartments: scores are rounded far above that, so that equal cases tie.
inline constexpr double kScoreSteps = std::uint32_t{1} << 30;

inline double round_score(double score) {
  return std::nearbyint(score * kScoreSteps) / kScoreSteps;
}

}  // namespace kizuki
