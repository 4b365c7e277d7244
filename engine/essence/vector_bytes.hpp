// Sparse vectors in files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "engine/tagging/gram_vocabulary.hpp"
#include "engine/tagging/model_bytes.hpp"

namespace kizuki {

/// Differences of the ascending rows, and values to the bit.
inline void write_vector(const SparseVector& vector, ByteWriter& out) {
  out.number(vector.size());
  std::uint32_t last = 0;
  for (const GramFeature& feature : vector) {
    out.number(feature.index - last);
    out.real(feature.value);
    last = feature.index;
  }
}

/// Replaces `out`; the reader fails at a row from `features` on.
inline void read_vector(ByteReader& in, std::size_t features, SparseVector& out) {
  constexpr std::size_t kLeastBytes = 5;  // of an entry
  out.resize(static_cast<std::size_t>(in.number(in.left() / kLeastBytes)));
  std::uint64_t last = 0;
  for (GramFeature& feature : out) {
    last += in.number(std::numeric_limits<std::uint32_t>::max());
    if (last >= features) in.fail();
    feature.index = static_cast<std::uint32_t>(last);
    feature.value = in.real();
  }
}

}  // namespace kizuki
