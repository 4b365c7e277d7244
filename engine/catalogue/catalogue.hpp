// The catalogue as one reader sees it: shipped cards, cards and candidates of the library, what
// people said about sentences; nothing of what lies beyond his walls.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/catalogue/catalogue_card.hpp"
#include "engine/catalogue/evidence_decision.hpp"
#include "engine/library/library.hpp"

namespace kizuki {

/// Whether the reader may read a compartment.
using MayRead = std::function<bool(std::string_view)>;

/// Value type; a state of one moment.
struct Catalogue {
  std::vector<CatalogueCard> cards;         // ascending by id
  std::vector<EvidenceDecision> decisions;  // that count now, ascending by case, card, sentence
  /// Rows that took one back, where nothing counts now; about sentences of `decisions` too, said
  /// where they stood in other revisions.
  std::vector<EvidenceDecision> taken_back;

  const CatalogueCard* find(std::string_view id) const;
  /// The card that `id` is part of now: merges followed. Nothing when it is not to be seen.
  const CatalogueCard* standing(std::string_view id) const;
};

/// All that was ever said about sentences of a card and of those merged into it, oldest first, also
/// what counts no more and what took it back; of cases that may be read. Errors: the library's.
Result<std::vector<EvidenceDecision>> evidence_history(const Library& library,
                                                       const Catalogue& catalogue,
                                                       std::string_view card);

/// The cards of the catalogue alone, ascending by id. `shipped` as read_catalogue. Errors: the
/// library's, catalogue_card_of.
Result<std::vector<CatalogueCard>> read_catalogue_cards(const Library& library,
                                                        const MayRead& may_read,
                                                        const std::vector<KnowHowCard>& shipped);

/// `shipped` are active cards of the compartment "public" until a row of the library says
/// otherwise. Errors: the library's, catalogue_card_of.
Result<Catalogue> read_catalogue(const Library& library, const MayRead& may_read,
                                 const std::vector<KnowHowCard>& shipped);

}  // namespace kizuki
