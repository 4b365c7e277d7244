// What it means to take the newest decision on a card or candidate back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/catalogue/catalogue_rights.hpp"
#include "engine/library/library.hpp"

namespace kizuki {

/// A decision that can be taken back, and what then stands again.
struct CardUndo {
  CardEntry decision;  // its row about the card that was asked for
  /// Every card that it changed, as it stood before, to be written behind its newest row. What a
  /// split made becomes part of what it was split from again.
  std::vector<CatalogueCard> before;
  /// The sentences that it confirmed besides: those of `members` for this card, by the decision's
  /// author and with its reason, after confirmation `confirmed_after`. Empty: none.
  std::string confirmed_for;
  std::vector<GroupMember> members;
  std::uint64_t confirmed_after = 0;
};

/// The newest decision (accepted, rejected, merged, split, renamed) on a card that was not taken
/// back yet. What a run found or lost since changes nothing about it; an import makes a new
/// beginning. `shipped` as read_catalogue. Errors: kNotFound (no such card to be seen),
/// kInvalidArgument (nothing to take back, or the other card of a merge or split was decided on
/// since), kPermissionDenied (CatalogueRights, about the cards as they stand and as they stood),
/// the library's, catalogue_card_of.
Result<CardUndo> plan_card_undo(const Library& library, const Catalogue& catalogue,
                                const std::vector<KnowHowCard>& shipped,
                                const CatalogueRights& rights, std::string_view id);

}  // namespace kizuki
