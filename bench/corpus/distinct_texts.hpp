// Keeps a synthetic corpus free of repeated texts in fixed memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/base/hash.hpp"

namespace kizuki {

/// Remembers texts as one bit each of a table of 2^26 (8 MiB): a text that was seen is always
/// known, a new one is taken for known with a chance of (texts seen) / 2^26. Whoever draws another
/// text then gets distinct texts, and loses a few that would have been new.
class DistinctTexts {
 public:
  DistinctTexts() : bits_(kBits / 64) {}

  /// True when `text` is surely new; it is known from then on.
  bool insert(std::string_view text) {
    const std::uint64_t place = xxh3(text) % kBits;
    std::uint64_t& word = bits_[static_cast<std::size_t>(place / 64)];
    const std::uint64_t bit = std::uint64_t{1} << (place % 64);
    if ((word & bit) != 0) return false;
    word |= bit;
    return true;
  }

 private:
  static constexpr std::uint64_t kBits = std::uint64_t{1} << 26;
  std::vector<std::uint64_t> bits_;
};

/// Times that a generator draws again before it repeats a text: sources of a few sentences give
/// only so many texts.
inline constexpr int kDrawsForDistinctText = 100;

}  // namespace kizuki
