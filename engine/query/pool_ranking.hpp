// What ranks a pool beside its words and characters. Inside engine/query only.
#pragma once

#include <vector>

#include "engine/index/case_analysis.hpp"
#include "engine/query/first_stage.hpp"
#include "engine/query/hit_list.hpp"

namespace kizuki {

class PoolRanking {
 public:
  virtual ~PoolRanking() = default;

  /// Changes the scores of a pool, not the order. It is sorted: score descending, then id.
  virtual void rescore(std::vector<Candidate>& pool) const = 0;
  /// Cases with one of these facets are worth looking at without a word of the query.
  virtual std::vector<Facet> related() const = 0;
  /// What speaks for and against a case.
  virtual std::vector<AttributeReason> reasons(const Candidate& candidate) const = 0;
};

}  // namespace kizuki
