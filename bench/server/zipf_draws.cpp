#include "bench/server/zipf_draws.hpp"

#include <algorithm>
#include <cmath>

#include "engine/eval/random.hpp"

namespace kizuki {

std::vector<std::size_t> zipf_draws(std::size_t ranks, double exponent, std::size_t count,
                                    std::uint64_t seed) {
  std::vector<std::size_t> draws;
  if (ranks == 0) return draws;
  std::vector<double> upto;  // sum of the weights of this rank and all before
  double sum = 0.0;
  for (std::size_t rank = 0; rank < ranks; ++rank) {
    sum += std::pow(static_cast<double>(rank + 1), -exponent);
    upto.push_back(sum);
  }
  SplitMix64 random(seed);
  draws.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    constexpr unsigned kUnusedBits = 11;  // 53 bits are a double's
    const double even = static_cast<double>(random.next() >> kUnusedBits) * 0x1p-53;
    const auto at = std::upper_bound(upto.begin(), upto.end(), even * sum);
    draws.push_back(std::min(static_cast<std::size_t>(at - upto.begin()), ranks - 1));
  }
  return draws;
}

}  // namespace kizuki
