#include "engine/index/annotation.hpp"

#include <algorithm>
#include <cmath>

namespace kizuki {
namespace {

constexpr float kScale = 254.0F;

}  // namespace

AttributeScore score_of_probability(float probability) {
  // Written so that NaN becomes 0.
  if (!(probability > 0.0F)) return 0;
  const float scaled = std::round(std::min(probability, 1.0F) * kScale);
  return static_cast<AttributeScore>(scaled);
}

float probability_of_score(AttributeScore score) {
  return score == kCertain ? 1.0F : static_cast<float>(score) / kScale;
}

}  // namespace kizuki
