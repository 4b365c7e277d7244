// Which other group of sentences tells nearly the same?
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/essence/discovery_sentence.hpp"
#include "engine/essence/group_links.hpp"

namespace kizuki {

struct NearGroup {
  std::uint32_t group = 0;  // place in the groups
  float times = 0;          // how many times as like as the groups are in general
  friend bool operator==(const NearGroup&, const NearGroup&) = default;
};

/// A group is near from so many times the similarity on that the asked one has to the others in the
/// median. Know-how cut into two groups, every second case in each, then finds its other half first
/// in 54 of 60 (vivid cases) and 60 of 60 (office reports;
/// bench/results/2026-11-29-near-know-how.md).
inline constexpr float kNearTimes = 2.0F;
/// With fewer others the median says nothing, and none is near.
inline constexpr std::size_t kLeastOthers = 5;

/// The groups that are near each of `asked` (places of groups), the nearest first, at most `most`;
/// equal ones in the order of their places. `groups` are places of `sentences`. Two groups are as
/// like as the mean cosine of their sentences of different cases (two of one case are alike by its
/// names alone), as discovery compares them, without the step factor. An asked group costs the
/// groups that have each of its features.
std::vector<std::vector<NearGroup>> near_groups(std::span<const DiscoverySentence> sentences,
                                                std::span<const SentenceGroup> groups,
                                                std::span<const std::uint32_t> asked,
                                                std::size_t most);

}  // namespace kizuki
