// Know-how that no card explains: groups of sentences of different cases that tell the same act.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/essence/know_how_card.hpp"
#include "engine/essence/sentence_traits.hpp"

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

struct DiscoverySettings {
  /// Similarities of sentences of a common step count 1 + this times.
  float step_factor = 2.0F;
  /// Groups are joined while their mean similarity is at least this times the similarity that the
  /// highest 5 % of pairs of different cases reach.
  float stop_share = 1.0F;
  /// … or reaches this: among few sentences the highest pairs are the groups themselves.
  float sure_similarity = 0.2F;
  std::size_t least_cases = 3;
  /// So many sentences are clustered exactly; of more a sample is, then what the groups found there
  /// explain is added to them, then the rest is sampled again, `rounds` times in all.
  std::size_t exact_sentences = 3'000;
  std::size_t rounds = 3;
};

struct DiscoveredGroup {
  std::vector<std::uint32_t> members;  // places in the input; the most central first
  float cohesion = 0;                  // mean similarity of pairs, without the step factor
  /// For each member, its mean similarity to the others (LexRank with one step: degree centrality).
  std::vector<float> centrality;
};

/// Average-link agglomeration (UPGMA) over cosines of features weighted by their rarity among the
/// sentences, never two sentences of one case in a group. The order of the input changes nothing
/// but the numbers of members. Groups of at least `least_cases`, the largest first.
std::vector<DiscoveredGroup> discover_groups(std::span<const DiscoverySentence> sentences,
                                             const DiscoverySettings& settings);

}  // namespace kizuki
