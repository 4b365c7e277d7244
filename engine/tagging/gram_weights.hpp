// One column of a gram model over one text: how much each place of it weighs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/tagging/weight_matrix.hpp"

namespace kizuki {

/// A text's vector spread over all rows, for reading single values. One a thread; reuse it: to
/// assign costs as much as the texts are long.
class TextValues {
 public:
  explicit TextValues(std::size_t rows) : values_(rows, 0.0F) {}

  void assign(const SparseVector& text) {
    for (const std::uint32_t row : rows_) values_[row] = 0.0F;
    rows_.clear();
    for (const GramFeature& feature : text) {
      values_[feature.index] = feature.value;
      rows_.push_back(feature.index);
    }
  }
  float value(std::uint32_t row) const { return values_[row]; }

 private:
  std::vector<float> values_;
  std::vector<std::uint32_t> rows_;
};

/// Shares of the grams of a text in the log odds of one label. Matrix and values must outlive
/// this.
class GramWeights {
 public:
  GramWeights(const WeightMatrix& matrix, std::size_t column, const TextValues& text)
      : matrix_(&matrix), column_(column), text_(&text) {}

  /// Share of one gram's place; 0 when the text's vector does not have it.
  float share(std::uint32_t row) const { return text_->value(row) * matrix_->weight(row, column_); }
  /// Sum over the places of a sentence.
  float sum(std::span<const KnownGram> grams) const;
  /// The stretch of the sentence, at most 12 characters, whose grams weigh most; empty when none
  /// speaks for the label.
  std::u32string_view strongest_wording(std::span<const KnownGram> grams,
                                        std::u32string_view sentence) const;

 private:
  const WeightMatrix* matrix_;
  std::size_t column_;
  const TextValues* text_;
};

}  // namespace kizuki
