#include "engine/query/length_correction.hpp"

#include <algorithm>

namespace kizuki {
namespace {

double norm(double length) { return 0.5 + 0.5 * std::max(0.5, length); }

}  // namespace

LengthCorrection::LengthCorrection(double average_pairs, double pivot, double saturation)
    : average_pairs_(average_pairs),
      average_pivots_(kWordsOfPair * average_pairs / pivot),
      saturation_(saturation),
      longest_(ratio(kLongest)) {}

double LengthCorrection::ratio(double relative) const {
  return (1.0 + saturation_ * norm(relative * average_pivots_)) /
         (1.0 + saturation_ * norm(relative));
}

double LengthCorrection::factor(double pairs) const {
  if (average_pairs_ <= 0.0) return 1.0;
  return std::max(1.0, ratio(std::min(kLongest, pairs / average_pairs_)) / longest_);
}

}  // namespace kizuki
