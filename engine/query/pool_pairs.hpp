// The pairs of characters of the cases in a pool, read once for all that compares these cases with
// each other. Inside engine/query only.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/index/index_part.hpp"
#include "engine/query/first_stage.hpp"
#include "engine/text/character_grams.hpp"

namespace kizuki {

using PairSet = std::vector<CharacterGram>;  // ascending, distinct

/// Calls take(gram) for each that both have.
template <typename Take>
void for_each_shared(const PairSet& left, const PairSet& right, const Take& take) {
  for (auto one = left.begin(), other = right.begin(); one != left.end() && other != right.end();) {
    if (*one == *other) {
      take(*one);
      ++one;
      ++other;
    } else if (*one < *other) {
      ++one;
    } else {
      ++other;
    }
  }
}

/// Whether the Jaccard coefficient reaches `share`, above 0; never for an empty set.
bool nearly_same(const PairSet& left, const PairSet& right, double share);

/// Value type; some 8 KB a case.
class PoolPairs {
 public:
  /// Errors: kCorrupt (analysis store).
  static Result<PoolPairs> read(const std::vector<IndexPart>& parts,
                                const std::vector<Candidate>& pool);

  /// Of a candidate of that pool, whatever its score is now.
  const PairSet& of(const Candidate& candidate) const;

 private:
  std::map<std::pair<std::uint32_t, std::uint32_t>, PairSet> sets_;  // by part and document
};

}  // namespace kizuki
