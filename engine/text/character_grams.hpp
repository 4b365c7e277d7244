// Characters and pairs of characters: what a text is made of below its words.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace kizuki {

/// Two neighbouring characters of the normalised text as first · 2^32 + second (code points), or
/// one kanji, with 0 as the first.
using CharacterGram = std::uint64_t;

/// Collects the grams of texts. Words that the dictionary cuts differently, or in no way at all,
/// still share them: 経営革新 and 革新的な経営 share 経営 and 革新, whatever the words are.
///
/// - Characters are those of word classes (char_class.hpp) after normalisation; all others, and the
///   borders of texts, part: no pair reaches over a punctuation mark, a sentence's end or white
///   space. Pairs do reach over borders of words.
/// - Two hiragana make no pair. They are grammar (ている, ました): leaving them out takes a quarter
///   of the pairs and ranks better on two of three judged sets, as well on the third
///   (bench/results/2026-11-28-rescoring.md).
/// - What stands between two plain marks (ASCII that is neither letter nor digit; 、 。 and the
/// like)
///   is normalised apart from the rest, and has no grams when it is not valid UTF-8.
///
/// Japanese text is nearly always normalised already, but for full-width letters and digits; that
/// is seen while reading, and the Unicode library is asked about other pieces only. Linear time.
/// One a thread; keeps its memory for the next texts.
class CharacterGrams {
 public:
  void clear();
  /// Adds the grams of `text` behind those of the texts before. Any bytes are safe to give.
  void add(std::string_view text);

  /// In order of place, with repetitions.
  const std::vector<CharacterGram>& pairs() const { return pairs_; }
  const std::vector<CharacterGram>& kanji() const { return kanji_; }

 private:
  std::vector<CharacterGram> pairs_;
  std::vector<CharacterGram> kanji_;
};

}  // namespace kizuki
