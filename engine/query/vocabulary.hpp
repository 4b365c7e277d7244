// The words of the opened cases in memory, for those near to a misspelt one. Inside engine/query
// only.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/query/first_stage.hpp"

namespace kizuki {

/// Reading all words from the index takes longer than a search (a word costs the decoding of its
/// key), and of 150,000 words a misspelt one is near to a handful. So they are read once, and kept
/// by length with a mark for the characters of each: a look compares marks, and only what passes
/// them character by character (NearWords).
///
/// About 30 bytes a word. Made by one thread, then immutable; belongs to the parts that it was read
/// from, and so to what one reader may read.
class Vocabulary {
 public:
  /// Words of that many characters are kept; no other is near to anything.
  static constexpr std::size_t kLeastCharacters = 2;
  static constexpr std::size_t kMostCharacters = 26;

  /// Reads the words of all opened parts. Errors: those of FirstStage::for_each_word.
  static Result<Vocabulary> read(const FirstStage& first_stage);

  /// As FirstStage::for_each_word gives them, in any order. What is not UTF-8 is left out.
  void add(std::string_view word, std::uint64_t cases);

  /// The words nearest to `word`, as NearWords chooses them. None when nothing can be near.
  std::vector<std::string> near(std::string_view word) const;

 private:
  /// A bit for each character, by its hash.
  using Mark = std::uint64_t;
  struct Known {
    Mark mark = 0;
    std::uint64_t cases = 0;
    std::size_t begin = 0;  // in characters_ of its length
  };
  struct Length {
    std::vector<Known> words;
    std::u32string characters;  // one word behind the other
  };
  static Mark mark_of(std::u32string_view word);

  std::array<Length, kMostCharacters + 1> lengths_;
};

}  // namespace kizuki
