// How far a measured mean, or a difference of means, could be chance.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace kizuki {

/// A two-sided interval around a mean.
struct Interval {
  double low = 0;
  double high = 0;
};

/// Percentile bootstrap interval of the mean (Efron 1979; for retrieval Sakai 2006): `resamples`
/// samples of the queries' scores with replacement, and the quantiles (1 ± confidence) / 2 of their
/// means. Deterministic for a seed. {0, 0} of no values. Cost: values × resamples.
Interval bootstrap_interval(std::span<const double> values, double confidence = 0.95,
                            std::size_t resamples = 2'000, std::uint64_t seed = 20'240'607);

/// Two-sided p of the paired randomisation test (Smucker, Allan, Carterette 2007): the share of
/// `trials` random sign flips of the per-query differences whose mean is at least as far from 0 as
/// the one seen, the one seen counted in: (1 + extreme) / (1 + trials). `left` and `right` hold the
/// same queries in the same order (asserted). 1 when no query differs. Deterministic for a seed.
double paired_randomization_p(std::span<const double> left, std::span<const double> right,
                              std::size_t trials = 10'000, std::uint64_t seed = 20'240'607);

}  // namespace kizuki
