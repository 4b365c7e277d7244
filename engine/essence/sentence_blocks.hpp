// Cuts many sentences, or groups of them, into blocks of alike ones, so that what is quadratic
// stays small.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/essence/know_how_card.hpp"
#include "engine/tagging/gram_vocabulary.hpp"

namespace kizuki {

/// Something to be cut: what it says, and the steps it belongs to.
struct BlockItem {
  const SparseVector* vector = nullptr;  // unit length; indices below kDiscoveryFeatures
  StepBits steps = 0;
};

/// Principal direction divisive partitioning (Boley 1998): a set of more than `most` items is cut
/// in two at the mean along its principal direction, again and again. Common steps count as a
/// feature, because alike sentences of one step are joined first. Blocks of places in `items`,
/// ascending in each; the same for the same items in the same order. O(items · features ·
/// log(blocks)).
std::vector<std::vector<std::uint32_t>> cut_into_blocks(std::span<const BlockItem> items,
                                                        std::size_t most);

}  // namespace kizuki
