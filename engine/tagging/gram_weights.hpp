// One column of a gram model over one text: how much each place of it weighs.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "engine/tagging/weight_matrix.hpp"

namespace kizuki {

/// Shares of the grams of a text in the log odds of one label. The matrix and vector must outlive
/// this.
class GramWeights {
 public:
  GramWeights(const WeightMatrix& matrix, std::size_t column, const SparseVector& text);

  /// Share of one gram's place; 0 when the text's vector does not have it.
  float share(std::uint32_t row) const;
  /// Sum over the places of a sentence.
  float sum(std::span<const KnownGram> grams) const;
  /// The stretch of the sentence, at most 12 characters, whose grams weigh most; empty when none
  /// speaks for the label.
  std::u32string_view strongest_wording(std::span<const KnownGram> grams,
                                        std::u32string_view sentence) const;

 private:
  const WeightMatrix* matrix_;
  std::size_t column_;
  const SparseVector* text_;
};

}  // namespace kizuki
