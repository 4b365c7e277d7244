#include "engine/query/pool_likeness.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <unordered_map>

#include "engine/query/soft_signal.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kBestCases = 5;

/// Squares of the idf of pairs: asked for again and again.
class SquaredRarity {
 public:
  explicit SquaredRarity(const GramRarity& rarity) : rarity_(rarity) {}

  double of(CharacterGram gram) {
    const auto [at, is_new] = known_.try_emplace(gram, 0.0);
    if (is_new) {
      const double idf = rarity_.idf(gram);
      at->second = idf * idf;
    }
    return at->second;
  }
  double of(const PairSet& set) {
    double sum = 0.0;
    for (const CharacterGram gram : set) sum += of(gram);
    return sum;
  }

 private:
  const GramRarity& rarity_;
  std::unordered_map<CharacterGram, double> known_;
};

}  // namespace

void add_pool_likeness(const PoolPairs& pairs, const GramRarity& rarity,
                       const RankingSettings& settings, std::vector<Candidate>& pool) {
  if (settings.similar_likeness_weight <= 0.0) return;
  SquaredRarity squared(rarity);
  std::vector<double> lengths;
  lengths.reserve(pool.size());
  for (const Candidate& candidate : pool)
    lengths.push_back(std::sqrt(squared.of(pairs.of(candidate))));
  const std::size_t best = std::min(kBestCases, pool.size());
  std::vector<double> signal(pool.size(), 0.0);
  for (std::size_t i = 0; i < pool.size(); ++i) {
    double likeness = 0.0;
    double weights = 0.0;
    for (std::size_t other = 0; other < best; ++other) {
      if (other == i) continue;
      const PairSet& left = pairs.of(pool[i]);
      const PairSet& right = pairs.of(pool[other]);
      const double product = lengths[i] * lengths[other];
      if (product <= 0.0 || nearly_same(left, right, settings.near_duplicate_share)) continue;
      double shared = 0.0;
      for_each_shared(left, right, [&](CharacterGram gram) { shared += squared.of(gram); });
      likeness += pool[other].score * shared / product;
      weights += pool[other].score;
    }
    if (weights > 0.0) signal[i] = likeness / weights;
  }
  add_soft_signal(pool, signal, settings.similar_likeness_weight, pool_yardstick(pool));
}

}  // namespace kizuki
