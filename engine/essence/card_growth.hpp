// Sentences that words alone leave open, decided by the company that they would keep.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/essence/discovery.hpp"
#include "engine/essence/group_links.hpp"

namespace kizuki {

/// A sentence that may show a card: near the border of acceptance, below it.
struct PossibleMatch {
  std::uint32_t sentence = 0;  // place in the input
  std::uint32_t card = 0;
  float score = 0;
};

/// Of the possible matches those whose sentences are like what the card has already: their mean
/// similarity to `groups[card]` (sentences of other cases, which words decided) reaches 1.15 times
/// the stop at which discovery joins groups. The best scores first, ties by the sentences' order,
/// one to a sentence and one a case to a card. A card with less than two sentences gets none. At
/// most 100 sentences of a group are compared, those that come first in their order. The order of
/// the input changes nothing but numbers.
///
/// Words decide well between cards and badly about the border: wherever it lies, sentences of
/// know-how without a card are let in or sentences of the card are kept out (bench/results,
/// DATE-essence-growth.md).
std::vector<PossibleMatch> grow_cards(std::span<const DiscoverySentence> sentences,
                                      std::span<const SentenceGroup> groups,
                                      std::vector<PossibleMatch> possible,
                                      const DiscoverySettings& settings);

}  // namespace kizuki
