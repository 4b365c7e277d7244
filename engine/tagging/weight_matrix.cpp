#include "engine/tagging/weight_matrix.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <utility>

namespace kizuki {
namespace {

constexpr float kSteps8Bit = 127.0F;
constexpr std::size_t kMostColumns = 64;

}  // namespace

WeightMatrix::WeightMatrix(std::span<const float> weights, std::size_t columns)
    : bytes_(weights.size()), scales_(columns, 0.0F) {
  assert(columns <= kMostColumns);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    float& scale = scales_[i % columns];
    scale = std::max(scale, std::abs(weights[i]));
  }
  for (float& scale : scales_) scale /= kSteps8Bit;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const float scale = scales_[i % columns];
    if (scale > 0) bytes_[i] = static_cast<std::int8_t>(std::lround(weights[i] / scale));
  }
}

WeightMatrix::WeightMatrix(std::string_view bytes, std::vector<float> scales)
    : bytes_(bytes.size()), scales_(std::move(scales)) {
  assert(scales_.size() <= kMostColumns);
  std::transform(bytes.begin(), bytes.end(), bytes_.begin(),
                 [](char byte) { return static_cast<std::int8_t>(byte); });
}

std::string_view WeightMatrix::bytes() const {
  return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
}

void WeightMatrix::multiply(std::span<const GramFeature> features, std::span<float> out) const {
  const std::size_t columns = scales_.size();
  assert(out.size() == columns);
  std::array<float, kMostColumns> sums{};
  for (const GramFeature& feature : features) {
    const std::int8_t* row = bytes_.data() + feature.index * columns;
    for (std::size_t c = 0; c < columns; ++c) {
      sums[c] += feature.value * static_cast<float>(row[c]);
    }
  }
  for (std::size_t c = 0; c < columns; ++c) out[c] += sums[c] * scales_[c];
}

void DenseWeights::multiply(std::span<const float> features, std::span<float> out) const {
  assert(features.size() * columns == weights.size() && out.size() == columns);
  for (std::size_t i = 0; i < features.size(); ++i) {
    if (features[i] == 0.0F) continue;
    for (std::size_t c = 0; c < columns; ++c) out[c] += features[i] * weights[i * columns + c];
  }
}

}  // namespace kizuki
