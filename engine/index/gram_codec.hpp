// Exponential Golomb codes: small numbers in few bits, any number in a bounded number of them.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/index/fixed_width.hpp"

namespace kizuki {

/// Numbers that the codes can hold are below this: a code and the bits in front of it then fit into
/// one 64 bit word.
inline constexpr std::uint32_t kMaxGolombValue = std::uint32_t{1} << 26;
inline constexpr std::uint32_t kMaxGolombOrder = 20;

/// Bits of the code of `value`: with x = value + 2^order and n the bits of x, n - order - 1 zeros,
/// a one, and the lower n - 1 bits of x.
constexpr std::uint32_t golomb_bits(std::uint32_t value, std::uint32_t order) {
  const auto bits = static_cast<std::uint32_t>(std::bit_width(value + (std::uint32_t{1} << order)));
  return 2 * bits - order - 1;
}

/// Appends codes, bit after bit from the lowest of each byte.
class GolombWriter {
 public:
  void add(std::uint32_t value, std::uint32_t order) {
    const std::uint64_t x = std::uint64_t{value} + (std::uint64_t{1} << order);
    const auto bits = static_cast<std::uint32_t>(std::bit_width(x));
    const std::uint32_t zeros = bits - order - 1;
    const std::uint64_t low = x ^ (std::uint64_t{1} << (bits - 1));
    put((low << 1 | 1) << zeros, zeros + bits);
  }
  std::uint64_t bits() const { return std::uint64_t{bytes_.size()} * 8 + used_; }
  /// What was added, padded with zero bits; the object must not be used afterwards.
  std::string take() && {
    if (used_ > 0) bytes_ += static_cast<char>(static_cast<unsigned char>(word_));
    return std::move(bytes_);
  }

 private:
  void put(std::uint64_t code, std::uint32_t count) {
    // At most 7 bits wait, and a code has at most 2 * 27 - 1 of them.
    word_ |= code << used_;
    used_ += count;
    for (; used_ >= 8; used_ -= 8, word_ >>= 8) {
      bytes_ += static_cast<char>(static_cast<unsigned char>(word_));
    }
  }

  std::string bytes_;
  std::uint64_t word_ = 0;
  std::uint32_t used_ = 0;
};

/// Reads codes between two bits of `bytes`, which must go on for 8 bytes behind the last, and for
/// 16 where take() follows another without asking at_end().
class GolombReader {
 public:
  GolombReader(std::string_view bytes, std::uint64_t begin_bit, std::uint64_t end_bit)
      : bytes_(bytes), at_(begin_bit), end_(end_bit) {}

  bool at_end() const { return at_ >= end_; }
  /// Nothing when the bits are no code of the writer's.
  std::optional<std::uint32_t> take(std::uint32_t order) {
    const std::uint64_t word =
        load_fixed<std::uint64_t>(bytes_, static_cast<std::size_t>(at_ / 8)) >> (at_ % 8);
    const auto zeros = static_cast<std::uint32_t>(std::countr_zero(word));
    const std::uint32_t low_bits = zeros + order;
    if (low_bits > 26) return std::nullopt;
    at_ += zeros + 1 + low_bits;
    const std::uint64_t top = std::uint64_t{1} << low_bits;
    return static_cast<std::uint32_t>((word >> (zeros + 1) & (top - 1)) + top -
                                      (std::uint64_t{1} << order));
  }

 private:
  std::string_view bytes_;
  std::uint64_t at_;
  std::uint64_t end_;
};

}  // namespace kizuki
