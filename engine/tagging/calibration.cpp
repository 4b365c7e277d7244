#include "engine/tagging/calibration.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace kizuki {
namespace {

constexpr double kMostLogOdds = 12.0;
constexpr std::size_t kFewestOutcomes = 20;
constexpr std::size_t kBins = 10;
constexpr float kLowestThreshold = 0.05F;
constexpr float kHighestThreshold = 0.6F;

double log_odds(float probability) {
  const double p = std::clamp(static_cast<double>(probability), 1e-6, 1 - 1e-6);
  return std::clamp(std::log(p / (1 - p)), -kMostLogOdds, kMostLogOdds);
}

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

}  // namespace

float Calibration::apply(float probability) const {
  const double x = static_cast<double>(slope) * log_odds(probability) + static_cast<double>(offset);
  return static_cast<float>(sigmoid(x));
}

Calibration Calibration::fit(std::span<const Outcome> outcomes) {
  const auto positives = static_cast<double>(
      std::count_if(outcomes.begin(), outcomes.end(), [](const Outcome& o) { return o.positive; }));
  const double negatives = static_cast<double>(outcomes.size()) - positives;
  if (outcomes.size() < kFewestOutcomes || positives == 0 || negatives == 0) return {};
  const double high = (positives + 1) / (positives + 2);
  const double low = 1 / (negatives + 2);
  double slope = 1;
  double offset = 0;
  for (int round = 0; round < 100; ++round) {
    // Gradient and Hessian of the log loss, with a slight pull towards the identity.
    double g_slope = 1e-3 * (slope - 1);
    double g_offset = 1e-3 * offset;
    double h_ss = 1e-3;
    double h_so = 0;
    double h_oo = 1e-3;
    for (const Outcome& outcome : outcomes) {
      const double x = log_odds(outcome.probability);
      const double p = sigmoid(slope * x + offset);
      const double error = p - (outcome.positive ? high : low);
      const double weight = std::max(p * (1 - p), 1e-9);
      g_slope += error * x;
      g_offset += error;
      h_ss += weight * x * x;
      h_so += weight * x;
      h_oo += weight;
    }
    const double determinant = h_ss * h_oo - h_so * h_so;
    if (determinant <= 0) return {};
    const double d_slope = (h_oo * g_slope - h_so * g_offset) / determinant;
    const double d_offset = (h_ss * g_offset - h_so * g_slope) / determinant;
    slope -= std::clamp(d_slope, -1.0, 1.0);
    offset -= std::clamp(d_offset, -1.0, 1.0);
    if (std::abs(d_slope) + std::abs(d_offset) < 1e-9) break;
  }
  if (!(slope > 0.05)) return {};
  return {static_cast<float>(slope), static_cast<float>(offset)};
}

float best_expected_f1_threshold(std::span<const float> probabilities) {
  std::vector<float> sorted(probabilities.begin(), probabilities.end());
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  double all = 0;
  for (const float p : sorted) all += static_cast<double>(p);
  double best = -1;
  float threshold = kHighestThreshold;
  double taken = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    taken += static_cast<double>(sorted[i]);
    const double f1 = 2 * taken / (static_cast<double>(i + 1) + all);
    if (f1 > best) {
      best = f1;
      threshold = sorted[i];
    }
  }
  return std::clamp(threshold, kLowestThreshold, kHighestThreshold);
}

double expected_calibration_error(std::span<const Outcome> outcomes) {
  if (outcomes.empty()) return 0;
  std::array<double, kBins> gap{};
  for (const Outcome& outcome : outcomes) {
    const auto p = static_cast<double>(outcome.probability);
    const auto bin = std::min(kBins - 1, static_cast<std::size_t>(p * kBins));
    gap[bin] += p - (outcome.positive ? 1.0 : 0.0);
  }
  double sum = 0;
  for (const double g : gap) sum += std::abs(g);
  return sum / static_cast<double>(outcomes.size());
}

}  // namespace kizuki
