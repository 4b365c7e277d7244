// The character grams of a case as the gram table counts them.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/index/case_analysis.hpp"
#include "engine/text/character_grams.hpp"

namespace kizuki {

/// The counter of the gram table that a gram belongs to, 0 … kGramBuckets - 1. A hash: different
/// grams may share a counter (of the 33,000 grams of 1,145 paragraphs about one in eight does).
std::uint32_t gram_bucket(CharacterGram gram);

struct GramProfile {
  std::vector<std::uint32_t> buckets;  // distinct, in no particular order
  std::uint32_t pairs = 0;             // with repetitions, as the next
  std::uint32_t kanji = 0;
};

/// The grams of all fields.
GramProfile gram_profile_of(const CaseAnalysis& analysis);

}  // namespace kizuki
