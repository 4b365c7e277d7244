#include "engine/query/soft_signal.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

#include "engine/query/score_rounding.hpp"

namespace kizuki {

double pool_yardstick(const std::vector<Candidate>& pool) {
  constexpr std::size_t kBest = 10;
  if (pool.empty()) return 0.0;
  std::vector<double> scores;
  scores.reserve(pool.size());
  for (const Candidate& candidate : pool) scores.push_back(candidate.score);
  std::sort(scores.begin(), scores.end(), std::greater<>());
  scores.resize(std::min(scores.size(), kBest));
  return std::accumulate(scores.begin(), scores.end(), 0.0) / static_cast<double>(scores.size());
}

void add_soft_signal(std::vector<Candidate>& pool, const std::vector<double>& signal, double weight,
                     double yardstick) {
  if (pool.empty() || weight <= 0.0) return;
  const double greatest = *std::max_element(signal.begin(), signal.end());
  if (greatest <= 0.0) return;
  for (std::size_t i = 0; i < pool.size(); ++i) {
    pool[i].score = round_score(pool[i].score + weight * yardstick * signal[i] / greatest);
  }
}

}  // namespace kizuki
