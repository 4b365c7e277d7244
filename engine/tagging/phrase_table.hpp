// Many phrases found in one pass over a sentence.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kizuki {

/// An occurrence of a phrase: characters [begin, end) of the sentence.
struct PhraseHit {
  std::uint32_t phrase = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// Phrases by number, found wherever they stand (stems: 「気づ」 is found in 「気づいた」).
/// Immutable after the last add and shared by all threads.
class PhraseTable {
 public:
  /// Adds a phrase of normalised characters; returns its number, counted from 0. Empty ones are
  /// never found. The same phrase may be added more than once.
  std::uint32_t add(std::u32string phrase);
  std::size_t size() const { return phrases_.size(); }
  const std::u32string& phrase(std::uint32_t number) const { return phrases_[number]; }

  /// Replaces `hits` by all occurrences in order of place, then of number. A phrase in Latin
  /// letters or digits alone (IT, AI, 5s) is found only where no such character stands beside it.
  void find(std::u32string_view sentence, std::vector<PhraseHit>& hits) const;

 private:
  static bool at_word_border(std::u32string_view sentence, std::size_t begin, std::size_t end);
  void take(std::u32string_view sentence, std::size_t at, const std::vector<std::uint32_t>& numbers,
            std::vector<PhraseHit>& hits) const;
  /// False when no phrase begins with this key: for most places of a text, at the cost of a bit.
  bool may_begin(std::uint64_t key) const;

  std::vector<std::u32string> phrases_;
  std::vector<bool> latin_;
  std::vector<std::uint64_t> beginnings_;  // hashed keys of both tables, a bit each
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> by_first_two_;
  std::unordered_map<char32_t, std::vector<std::uint32_t>> single_;
};

}  // namespace kizuki
