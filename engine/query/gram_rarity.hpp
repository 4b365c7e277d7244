// How rare character grams are in the opened cases. Inside engine/query only.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/index/gram_table.hpp"
#include "engine/index/index_part.hpp"
#include "engine/text/character_grams.hpp"

namespace kizuki {

/// Over the gram tables of all parts, which it refers to. One a thread, as these.
class GramRarity {
 public:
  explicit GramRarity(const std::vector<IndexPart>& parts);

  const GramTotals& totals() const { return totals_; }
  /// Cases that have the gram, or one that shares its counter (gram_bucket).
  std::uint64_t frequency(CharacterGram gram) const;
  /// ln(1 + (N − n + ½)/(n + ½)) for n of N cases, as BM25 has it (Robertson & Zaragoza 2009);
  /// greatest for a gram that no case has.
  double idf(CharacterGram gram) const;

 private:
  const std::vector<IndexPart>& parts_;
  GramTotals totals_;
};

}  // namespace kizuki
