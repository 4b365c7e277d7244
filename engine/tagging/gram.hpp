// Character n-grams and words by script: what the linear models look at.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kizuki {

/// A gram's name: bigrams and trigrams hold their characters themselves (21 bits each), words a
/// hash with the top bit set, so that names never clash between kinds.
using GramKey = std::uint64_t;

enum class GramKind : std::uint8_t { kBigram, kTrigram, kWord };
inline constexpr std::size_t kGramKinds = 3;

GramKind gram_kind(GramKey key);

struct Gram {
  GramKey key = 0;
  std::uint32_t begin = 0;  // characters of the passage that it covers
  std::uint32_t end = 0;
};

/// Replaces `out` by the grams of one sentence in order of place:
///   bigrams and trigrams of its characters, a run of digits counting as one "0";
///   words: a run of two or more kanji or katakana, and a run of kanji with the hiragana behind it
///   (辞め, 後継ぎ), which stands for the stem of a verb without needing a dictionary.
/// Linear time.
void collect_grams(std::u32string_view passage, std::vector<Gram>& out);

}  // namespace kizuki
