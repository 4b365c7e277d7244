// The terms that a query ranks by, collected while it is read.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/query/query_plan.hpp"
#include "engine/query/ranking_settings.hpp"

namespace kizuki {

/// Adds up the occurrences of terms. A term counts as what it is at its best (a word outweighs the
/// same text as a part of a compound) times 2n/(1+n) for n occurrences (BM25's k3 = 1).
class RankedTermCollector {
 public:
  explicit RankedTermCollector(const RankingSettings& settings) : settings_(settings) {}

  void add(const std::vector<PlanTerm>& terms, bool in_phrase);
  /// Distinct terms in order of first occurrence; those of weight 0 are left out.
  std::vector<RankedTerm> take() &&;

 private:
  struct Entry {
    RankedTerm ranked;
    double occurrences = 0.0;
  };

  double weight_of(TermKind kind) const;

  RankingSettings settings_;
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::size_t> numbers_;  // by space and text
};

}  // namespace kizuki
