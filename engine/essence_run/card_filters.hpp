// Names of know-how cards in a query: 「ノウハウ:傾聴」 as the id that the index knows.
#pragma once

#include <span>
#include <vector>

#include "engine/access/reader_scope.hpp"
#include "engine/base/result.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/library/library.hpp"
#include "engine/query/query_ast.hpp"

namespace kizuki {

/// Whether any part of a query filters by know-how.
bool filters_by_card(std::span<const QueryNode> parts);

/// Puts ids in the place of what filters by know-how name: a card's id (K23; any width and case) or
/// its whole name, when one card alone has it. Candidates count as cards. What has the form of an
/// id and is none stays as it is: no case shows it, or the index still knows it from an older
/// catalogue. Errors: kInvalidQuery (no card or several have the name; says which are near).
Result<void> resolve_card_filters(std::span<QueryNode> parts,
                                  const std::vector<CatalogueCard>& cards);

/// The same with the cards that the reader sees, which are read only for a query that filters by
/// know-how. Errors: read_catalogue_cards too.
Result<void> resolve_card_filters(std::span<QueryNode> parts, const Library& library,
                                  const ReaderScope& scope,
                                  const std::vector<KnowHowCard>& shipped);

}  // namespace kizuki
