// Cases that say nearly the same. Inside engine/query only.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/query/first_stage.hpp"
#include "engine/query/pool_pairs.hpp"

namespace kizuki {

/// A case that stands behind another.
struct FoldedCase {
  std::uint32_t part = 0;  // the case that stays
  std::uint32_t document = 0;
  Candidate folded;
};

/// Takes out of a sorted pool, whose pairs are `pairs`, each case that shares at least `share` of
/// its distinct pairs of characters (Jaccard) with one before it that stays; returns them in the
/// pool's order. Costs the square of the pool.
std::vector<FoldedCase> fold_near_duplicates(const PoolPairs& pairs, std::vector<Candidate>& pool,
                                             double share);

}  // namespace kizuki
