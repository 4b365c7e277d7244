// What the best cases of a pool have in common, as a part of the score. Inside engine/query only.
#pragma once

#include <vector>

#include "engine/query/first_stage.hpp"
#include "engine/query/gram_rarity.hpp"
#include "engine/query/pool_pairs.hpp"
#include "engine/query/ranking_settings.hpp"

namespace kizuki {

/// Adds to the scores of a sorted pool, as a soft signal (soft_signal.hpp), how like each case is
/// to the five best: the mean, weighted by their scores, of the cosines of the sets of character
/// pairs, a pair counting by its idf. A case is not compared with itself nor with one that says
/// nearly the same, or twins would lift each other. Words that a seed lacks and the cases like it
/// share count so (pseudo relevance feedback within the pool; for short records it does what latent
/// topics do, without training).
void add_pool_likeness(const PoolPairs& pairs, const GramRarity& rarity,
                       const RankingSettings& settings, std::vector<Candidate>& pool);

}  // namespace kizuki
