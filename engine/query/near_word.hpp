// Words that differ by a slip of the hand.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kizuki {

/// Slips between two words: characters put in, left out, exchanged, or swapped with their
/// neighbour (optimal string alignment). `limit` + 1 when there are more than `limit`.
std::size_t count_slips(std::u32string_view left, std::u32string_view right, std::size_t limit);

/// Collects the words nearest to one that is taken for misspelt: one slip away in a word of three
/// characters or more, two in one of seven or more.
class NearWords {
 public:
  static constexpr std::size_t kMostKept = 4;

  explicit NearWords(std::string_view word);

  /// False when no word can be near.
  bool has_effect() const { return slips_ > 0; }
  /// 0, 1 or 2: how far a near word may be away.
  std::size_t slips() const { return slips_; }
  /// `word` as characters; `cases`: how many have it.
  void offer(std::u32string_view word, std::uint64_t cases);
  /// Fewest slips first, then most cases, then by the bytes; at most kMostKept.
  std::vector<std::string> take() &&;

 private:
  struct Entry {
    std::size_t slips = 0;
    std::uint64_t cases = 0;
    std::string word;
  };
  std::u32string word_;
  std::size_t slips_ = 0;
  std::vector<Entry> kept_;
};

}  // namespace kizuki
