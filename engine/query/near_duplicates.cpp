#include "engine/query/near_duplicates.hpp"

#include <algorithm>
#include <utility>

namespace kizuki {

std::vector<FoldedCase> fold_near_duplicates(const PoolPairs& pairs, std::vector<Candidate>& pool,
                                             double share) {
  std::vector<FoldedCase> folded;
  std::vector<Candidate> kept;
  for (const Candidate& candidate : pool) {
    const auto twin = std::find_if(kept.begin(), kept.end(), [&](const Candidate& before) {
      return nearly_same(pairs.of(before), pairs.of(candidate), share);
    });
    if (twin == kept.end()) {
      kept.push_back(candidate);
    } else {
      folded.push_back({twin->part, twin->document, candidate});
    }
  }
  pool = std::move(kept);
  return folded;
}

}  // namespace kizuki
