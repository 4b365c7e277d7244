#include "engine/index/gram_profile.hpp"

#include <cstddef>

#include "engine/index/format.hpp"

namespace kizuki {

std::uint32_t gram_bucket(CharacterGram gram) {
  std::uint64_t hash = gram * 0x9E3779B97F4A7C15U;
  hash ^= hash >> 32;
  hash *= 0xD6E8FEB86659FD93U;
  return static_cast<std::uint32_t>(hash >> (64 - kGramBucketBits));
}

GramProfile gram_profile_of(const CaseAnalysis& analysis) {
  CharacterGrams grams;
  for (const AnalyzedField& field : analysis.fields) grams.add(field.text);
  GramProfile profile;
  profile.pairs = static_cast<std::uint32_t>(grams.pairs().size());
  profile.kanji = static_cast<std::uint32_t>(grams.kanji().size());
  // A bit for each counter: 32 KiB, which is cheaper to clear than the grams are to sort.
  std::vector<std::uint64_t> seen(kGramBuckets / 64, 0);
  const auto add = [&](const std::vector<CharacterGram>& some) {
    for (const CharacterGram gram : some) {
      const std::uint32_t bucket = gram_bucket(gram);
      const std::uint64_t bit = std::uint64_t{1} << (bucket % 64);
      if ((seen[bucket / 64] & bit) != 0) continue;
      seen[bucket / 64] |= bit;
      profile.buckets.push_back(bucket);
    }
  };
  add(grams.pairs());
  add(grams.kanji());
  return profile;
}

}  // namespace kizuki
