// Percentiles of times that queries took.
#pragma once

#include <cstddef>
#include <vector>

namespace kizuki {

/// Percentiles over queries, in the unit of the samples.
struct Percentiles {
  double p50 = 0;
  double p95 = 0;
  double p99 = 0;
};

/// The value at place floor(q · n) of the ascending samples, as other engines' drivers count it, so
/// that figures can stand side by side. All 0 without samples.
Percentiles percentiles_of(std::vector<double> samples);

/// Times of several passes over the same queries. A percentile is the median of the passes' own, so
/// that one disturbed pass does not decide it.
class PassTimes {
 public:
  /// `samples` of one more pass.
  void add_pass(std::vector<double> samples);

  std::size_t passes() const { return passes_.size(); }
  /// Median over passes of each percentile.
  Percentiles median() const;
  /// Smallest and largest p50 of a pass: how steady the machine was.
  double lowest_p50() const;
  double highest_p50() const;

 private:
  std::vector<Percentiles> passes_;
};

}  // namespace kizuki
