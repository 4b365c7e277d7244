#include "engine/tagging/weight_matrix.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstring>
#include <utility>

#include "engine/tagging/vector_kernels.hpp"

namespace kizuki {
namespace {

constexpr float kSteps8Bit = 127.0F;
constexpr std::size_t kMostColumns = 64;

using Bytes8 [[gnu::vector_size(kLanes)]] = std::int8_t;
/// Rows lie far apart, so the one that comes so many features later is asked for in advance.
constexpr std::size_t kAhead = 12;
constexpr std::size_t kMostVectors = kMostColumns / kLanes;

std::size_t stride_of(std::size_t columns) { return (columns + kLanes - 1) / kLanes * kLanes; }

/// sums[c] += value * weight for `Vectors` times kLanes columns.
struct AddRows {
  template <std::size_t Vectors>
  [[gnu::always_inline]] static inline void run(std::span<const GramFeature> features,
                                                const std::int8_t* bytes, std::size_t stride,
                                                float* sums) {
    std::array<Floats8, Vectors> sum{};
    for (std::size_t i = 0; i < features.size(); ++i) {
      if (i + kAhead < features.size()) {
        __builtin_prefetch(bytes + features[i + kAhead].index * stride);
      }
      const GramFeature& feature = features[i];
      const std::int8_t* row = bytes + feature.index * stride;
      for (std::size_t v = 0; v < Vectors; ++v) {
        Bytes8 weights;
        std::memcpy(&weights, row + v * kLanes, sizeof weights);
        sum[v] += feature.value * __builtin_convertvector(weights, Floats8);
      }
    }
    std::memcpy(sums, sum.data(), sizeof sum);
  }
};

using Kernels =
    VectorKernels<AddRows, std::span<const GramFeature>, const std::int8_t*, std::size_t, float*>;

}  // namespace

WeightMatrix::WeightMatrix(std::span<const float> weights, std::size_t columns)
    : scales_(columns, 0.0F), stride_(stride_of(columns)) {
  assert(columns <= kMostColumns);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    float& scale = scales_[i % columns];
    scale = std::max(scale, std::abs(weights[i]));
  }
  for (float& scale : scales_) scale /= kSteps8Bit;
  if (columns > 0) bytes_.resize(weights.size() / columns * stride_);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const float scale = scales_[i % columns];
    if (scale <= 0) continue;
    bytes_[i / columns * stride_ + i % columns] =
        static_cast<std::int8_t>(std::lround(weights[i] / scale));
  }
}

WeightMatrix::WeightMatrix(std::string_view bytes, std::vector<float> scales)
    : scales_(std::move(scales)), stride_(stride_of(scales_.size())) {
  const std::size_t columns = scales_.size();
  assert(columns <= kMostColumns);
  if (columns == 0) return;
  const std::size_t rows = bytes.size() / columns;
  bytes_.resize(rows * stride_);
  for (std::size_t row = 0; row < rows; ++row) {
    std::memcpy(bytes_.data() + row * stride_, bytes.data() + row * columns, columns);
  }
}

std::string WeightMatrix::bytes() const {
  std::string out;
  out.reserve(rows() * columns());
  for (std::size_t row = 0; row < rows(); ++row) {
    out.append(reinterpret_cast<const char*>(bytes_.data() + row * stride_), columns());
  }
  return out;
}

void WeightMatrix::multiply(std::span<const GramFeature> features, std::span<float> out) const {
  const std::size_t columns = scales_.size();
  assert(out.size() == columns);
  if (columns == 0) return;
  std::array<float, kMostColumns> sums{};
  Kernels::by_vectors<kMostVectors>()[stride_ / kLanes - 1](features, bytes_.data(), stride_,
                                                            sums.data());
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
