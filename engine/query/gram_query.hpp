// The character grams of a query with their weights, ready to be counted in texts. Inside
// engine/query only.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
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

  /// The grams of a case, which the scores below are then about, come between begin() and them, in
  /// order of place.
  void begin();
  void add_pair(char32_t first, char32_t second) {
    // Few pairs of a text are made of two characters of the query.
    if (asks_for(first) && asks_for(second)) find(CharacterGram{first} << 32 | second);
    ++size_;
  }
  void add_kanji(char32_t kanji) {
    if (asks_for(kanji)) find(kanji);
    ++size_;
  }
  /// Forgets all but the first `size`.
  void cut(std::size_t size);
  /// Grams of the case.
  std::size_t size() const { return size_; }

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
  static constexpr char32_t kTabled = 0x10000;
  bool asks_for(char32_t c) const {
    return c >= kTabled || (characters_[c / 64] & std::uint64_t{1} << (c % 64)) != 0;
  }
  std::size_t slot_of(CharacterGram gram) const;
  void find(CharacterGram gram);

  std::vector<double> values_;
  std::vector<std::uint32_t> counts_;                        // scratch, all 0 between calls
  std::vector<std::uint32_t> counted_;                       // scratch
  std::vector<Found> found_;                                 // in the case that was read, by place
  std::size_t size_ = 0;                                     // its grams
  std::array<std::uint64_t, kTabled / 64> characters_ = {};  // of the query; those above are all in
  std::vector<Slot> slots_;  // open addressing, a power of two, at most a quarter full
  unsigned shift_ = 63;
  double average_ = 1.0;
  double saturation_ = 1.0;
};

}  // namespace kizuki
