// A card or candidate of the catalogue, and how it lies in the library.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/essence/decisions.hpp"
#include "engine/essence/know_how_card.hpp"
#include "engine/library/card_entry.hpp"

namespace kizuki {

struct CatalogueCard {
  KnowHowCard card;  // of a candidate: id, and the label if people gave it one
  CardStatus status = CardStatus::kActive;
  std::vector<std::string> compartments;  // as CardEntry
  std::vector<GroupMember> members;       // of a candidate, the most central first
  bool held = false;                      // people merged or split it (KnownGroup::held)
  std::string merged_into;                // of a merged one: the card that it is part of
  std::uint64_t sequence = 0;             // of its newest row; 0: shipped, or not stored yet
  /// Of a row that confirmed a candidate's sentences besides: the newest confirmation before these.
  std::optional<std::uint64_t> confirmed_after;
};

/// A candidate keeps at most so many members, the first of it: enough to know it again.
inline constexpr std::size_t kMaxKeptMembers = 400;

/// Errors: kCorrupt with the card's id.
Result<CatalogueCard> catalogue_card_of(const CardEntry& entry);

/// The row that makes the library hold `card`.
CardEntry card_entry_of(const CatalogueCard& card, CardAction action, std::string_view author,
                        std::string_view reason);

}  // namespace kizuki
