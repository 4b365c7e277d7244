// The character grams of a query with their weights, ready to be counted in texts. Inside
// engine/query only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/text/character_grams.hpp"

namespace kizuki {

/// Neighbouring grams of a case, by their places.
struct GramRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t size() const { return end - begin; }
};

/// BM25 (b = 0.5, length at least half the average) over distinct grams. The sum runs over the
/// grams in the order of the query, so that equal texts have equal scores. One a thread.
class GramQuery {
 public:
  struct Gram {
    CharacterGram gram = 0;  // distinct
    double value = 0.0;      // weight × idf × (Q+1)
  };

  GramQuery() = default;
  /// `average`: grams of a case, above 0; `saturation`: k1, above 0.
  GramQuery(const std::vector<Gram>& grams, double average, double saturation);

  bool empty() const { return values_.empty(); }
  /// Finds the grams of the query among those of a case, which the scores below are then about.
  void read(std::span<const CharacterGram> grams);
  /// Of the case that was read.
  double score() { return score({0, size_}, average_); }
  /// Of a part of it, within its size; such parts have `average` grams, above 0. Time grows with
  /// the grams found, not with the part.
  double score(GramRange part, double average);

 private:
  struct Found {
    std::size_t place = 0;  // in what was read
    std::uint32_t number = 0;
  };
  struct Slot {
    CharacterGram gram = 0;  // 0: free; no gram is
    std::uint32_t number = 0;
  };
  std::size_t slot_of(CharacterGram gram) const;

  std::vector<double> values_;
  std::vector<std::uint32_t> counts_;   // scratch, all 0 between calls
  std::vector<std::uint32_t> counted_;  // scratch
  std::vector<Found> found_;            // in the case that was read, by place
  std::size_t size_ = 0;                // its grams
  std::vector<Slot> slots_;             // open addressing, a power of two, at most a quarter full
  unsigned shift_ = 63;
  double average_ = 1.0;
  double saturation_ = 1.0;
};

}  // namespace kizuki
