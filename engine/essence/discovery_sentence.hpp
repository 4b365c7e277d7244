// Sentences as discovery compares them: pairs of characters and words, weighted by rarity.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/essence/know_how_card.hpp"
#include "engine/essence/sentence_traits.hpp"
#include "engine/tagging/gram_vocabulary.hpp"

namespace kizuki {

/// Pairs of characters and words of a sentence as numbers below 2^21, ascending, with repetitions:
/// small enough to keep for hundreds of thousands of sentences. Two features may share a number; of
/// a million numbers that is rare and changes a similarity by little.
inline constexpr std::uint32_t kDiscoveryFeatures = 1U << 21U;
std::vector<std::uint32_t> discovery_features(const SentenceTraits& traits);

struct DiscoverySentence {
  std::uint32_t case_number = 0;
  StepBits steps = 0;
  std::uint64_t order = 0;  // decides ties: a hash of what the sentence says and where
  std::vector<std::uint32_t> features;
};

/// A unit vector a sentence, of features that two sentences at least bear: (1 + ln tf) · idf, the
/// words half as heavy as the pairs.
std::vector<SparseVector> discovery_vectors(std::span<const DiscoverySentence> sentences);

}  // namespace kizuki
