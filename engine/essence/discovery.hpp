// Know-how that no card explains: groups of sentences of different cases that tell the same act.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/essence/average_link.hpp"
#include "engine/essence/discovery_sentence.hpp"

namespace kizuki {

/// DiscoverySettings::left_over_share where a catalogue of cards leaves much to be found: a
/// sentence that is left over has nothing else to be joined with, and a group of several says
/// better what it is about than a pair does. What a full catalogue leaves over is mostly no
/// know-how. Chosen on the vivid cases (bench/results, DATE-knowhow-speed.md).
inline constexpr float kLeftOverShare = 0.85F;

struct DiscoverySettings {
  /// Similarities of sentences of a common step count 1 + this times.
  float step_factor = 2.0F;
  /// Groups are joined while their mean similarity is at least this times the similarity that the
  /// highest 5 % of pairs of different cases reach.
  float stop_share = 1.0F;
  /// … or reaches this: among few sentences the highest pairs are the groups themselves.
  float sure_similarity = 0.2F;
  /// A sentence that is left over joins the group that it is most like on average, when that is
  /// this share of the stop at least.
  float left_over_share = 1.0F;
  std::size_t least_cases = 3;
  /// So many sentences are clustered exactly. More are cut into blocks of alike ones, of this size
  /// at most (sentence_blocks.hpp), and joined within them, the most alike first; the groups are
  /// cut into blocks again and joined as wholes, and so on down to the stop.
  std::size_t exact_sentences = 3'000;
  std::size_t threads = 1;
};

/// The mean similarity down to which groups are joined, by the similarities of all sentences or of
/// a fair sample: as DiscoverySettings has it.
float stop_similarity(const LinkMatrix& links, const DiscoverySettings& settings);

struct DiscoveredGroup {
  std::vector<std::uint32_t> members;  // places in the input; the most central first
  float cohesion = 0;                  // mean similarity of pairs, without the step factor
  /// For each member, its mean similarity to the others (LexRank with one step: degree centrality).
  std::vector<float> centrality;
};

/// Average-link agglomeration (UPGMA) over cosines of features weighted by their rarity among the
/// sentences, never two sentences of one case in a group. The order of the input
/// changes nothing but the numbers of members, the number of threads nothing at all. Groups of at
/// least `least_cases`, the largest first. `below`, when given, takes those of two sentences and
/// more that stay below that, in the same order; it changes nothing about the others.
std::vector<DiscoveredGroup> discover_groups(std::span<const DiscoverySentence> sentences,
                                             const DiscoverySettings& settings,
                                             std::vector<DiscoveredGroup>* below = nullptr);

}  // namespace kizuki
