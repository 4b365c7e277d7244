// A small deterministic generator: the same numbers on every machine, compiler and library.
#pragma once

#include <cstdint>

namespace kizuki {

/// SplitMix64 (Steele, Lea, Flood 2014: "Fast splittable pseudorandom number generators"). The
/// standard library's engines are portable, its distributions are not; drawing is therefore done
/// here. Period 2^64. Not for secrets. One a thread.
class SplitMix64 {
 public:
  explicit constexpr SplitMix64(std::uint64_t seed) : state_(seed) {}

  /// 64 even bits.
  constexpr std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31);
  }

  /// A whole number in [0, bound), each as likely as the others; bound >= 1.
  constexpr std::uint64_t below(std::uint64_t bound) {
    // The first 2^64 mod bound values are thrown away: what is left divides evenly.
    const std::uint64_t uneven = (0 - bound) % bound;
    std::uint64_t drawn = next();
    while (drawn < uneven) drawn = next();
    return drawn % bound;
  }

 private:
  std::uint64_t state_;
};

}  // namespace kizuki
