// Weights of linear models, one byte each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/tagging/gram_vocabulary.hpp"

namespace kizuki {

/// A row of weights a feature, a column a label. Weights are kept as signed bytes times a scale of
/// their column, so that a model of many labels stays small. Immutable, shared by all threads.
class WeightMatrix {
 public:
  WeightMatrix() = default;
  /// Rounds `weights` (rows * columns, row by row) to the nearest of 255 steps of each column.
  WeightMatrix(std::span<const float> weights, std::size_t columns);
  /// From stored parts; `bytes` holds rows * scales.size() signed bytes.
  WeightMatrix(std::string_view bytes, std::vector<float> scales);

  std::size_t columns() const { return scales_.size(); }
  std::size_t rows() const { return stride_ == 0 ? 0 : bytes_.size() / stride_; }
  float weight(std::size_t row, std::size_t column) const {
    return static_cast<float>(bytes_[row * stride_ + column]) * scales_[column];
  }
  /// rows() * columns() signed bytes, row by row.
  std::string bytes() const;
  const std::vector<float>& scales() const { return scales_; }

  /// out[c] += sum over features of value * weight; `out` has a place for each column.
  void multiply(std::span<const GramFeature> features, std::span<float> out) const;

 private:
  std::vector<std::int8_t> bytes_;  // rows of stride_, filled up with zeros
  std::vector<float> scales_;
  std::size_t stride_ = 0;  // columns in whole vectors of the processor
};

/// A linear model over dense features, few enough for whole floats: rows * columns, row by row.
struct DenseWeights {
  std::size_t columns = 0;
  std::vector<float> weights;

  void multiply(std::span<const float> features, std::span<float> out) const;
};

}  // namespace kizuki
