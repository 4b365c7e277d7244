// Which query is asked next when some are asked far more often than others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace kizuki {

/// `count` numbers in [0, ranks), number r with a chance in proportion to 1 / (r + 1)^exponent: how
/// often people ask the same things (Zipf). An exponent of 0 draws each as often. The same for the
/// same seed. Empty when there are no ranks.
std::vector<std::size_t> zipf_draws(std::size_t ranks, double exponent, std::size_t count,
                                    std::uint64_t seed);

}  // namespace kizuki
