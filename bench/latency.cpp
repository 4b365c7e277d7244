#include "bench/latency.hpp"

#include <algorithm>
#include <utility>

namespace kizuki {
namespace {

double median_of(const std::vector<Percentiles>& passes, double Percentiles::*member) {
  if (passes.empty()) return 0;
  std::vector<double> values;
  for (const Percentiles& pass : passes) values.push_back(pass.*member);
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

}  // namespace

Percentiles percentiles_of(std::vector<double> samples) {
  if (samples.empty()) return {};
  std::sort(samples.begin(), samples.end());
  const auto at = [&](double quantile) {
    const double place = quantile * static_cast<double>(samples.size());
    return samples[std::min(static_cast<std::size_t>(place), samples.size() - 1)];
  };
  return {at(0.50), at(0.95), at(0.99)};
}

void PassTimes::add_pass(std::vector<double> samples) {
  passes_.push_back(percentiles_of(std::move(samples)));
}

Percentiles PassTimes::median() const {
  return {median_of(passes_, &Percentiles::p50), median_of(passes_, &Percentiles::p95),
          median_of(passes_, &Percentiles::p99)};
}

double PassTimes::lowest_p50() const {
  double lowest = passes_.empty() ? 0 : passes_.front().p50;
  for (const Percentiles& pass : passes_) lowest = std::min(lowest, pass.p50);
  return lowest;
}

double PassTimes::highest_p50() const {
  double highest = 0;
  for (const Percentiles& pass : passes_) highest = std::max(highest, pass.p50);
  return highest;
}

}  // namespace kizuki
