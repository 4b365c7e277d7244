#include "engine/eval/significance.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

#include "engine/eval/random.hpp"

namespace kizuki {
namespace {

// The value of ascending `sorted` below which the share `quantile` lies (nearest rank).
double at_quantile(const std::vector<double>& sorted, double quantile) {
  const double place = std::floor(quantile * static_cast<double>(sorted.size()));
  return sorted[std::min(static_cast<std::size_t>(place), sorted.size() - 1)];
}

// Sum of `values`, each with a sign drawn from a bit: 64 signs a draw.
double flipped_sum(const std::vector<double>& values, SplitMix64& random) {
  double sum = 0;
  std::uint64_t signs = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i % 64 == 0) signs = random.next();
    sum += (signs & 1U) != 0 ? values[i] : -values[i];
    signs >>= 1;
  }
  return sum;
}

}  // namespace

Interval bootstrap_interval(std::span<const double> values, double confidence,
                            std::size_t resamples, std::uint64_t seed) {
  if (values.empty() || resamples == 0) return {};
  SplitMix64 random(seed);
  std::vector<double> means;
  means.reserve(resamples);
  for (std::size_t i = 0; i < resamples; ++i) {
    double sum = 0;
    for (std::size_t drawn = 0; drawn < values.size(); ++drawn) {
      sum += values[static_cast<std::size_t>(random.below(values.size()))];
    }
    means.push_back(sum / static_cast<double>(values.size()));
  }
  std::sort(means.begin(), means.end());
  const double tail = (1.0 - confidence) / 2.0;
  return {at_quantile(means, tail), at_quantile(means, 1.0 - tail)};
}

double paired_randomization_p(std::span<const double> left, std::span<const double> right,
                              std::size_t trials, std::uint64_t seed) {
  assert(left.size() == right.size());
  std::vector<double> differences;  // a query without one adds 0 whatever its sign
  double seen = 0;
  double magnitude = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const double difference = left[i] - right[i];
    if (difference == 0) continue;
    differences.push_back(difference);
    seen += difference;
    magnitude += std::abs(difference);
  }
  if (differences.empty()) return 1;
  // Sums that are equal on paper differ by rounding, and "at least as far" must count them.
  const double bar = std::abs(seen) - magnitude * 1e-12;
  SplitMix64 random(seed);
  std::size_t extreme = 0;
  for (std::size_t i = 0; i < trials; ++i) {
    if (std::abs(flipped_sum(differences, random)) >= bar) ++extreme;
  }
  return static_cast<double>(1 + extreme) / static_cast<double>(1 + trials);
}

}  // namespace kizuki
