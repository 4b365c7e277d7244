// Which know-how the found cases show, for people: labels of cards in place of their ids.
#pragma once

#include <string>
#include <vector>

#include "cli/search_session.hpp"
#include "engine/base/result.hpp"
#include "engine/catalogue/card_labels.hpp"
#include "engine/query/hit_list.hpp"

namespace kizuki {

/// Labels of the cards that the session's reader may see. Errors: load_cards, CardLabels::read.
Result<CardLabels> card_labels(const SearchSession& session);

/// resolve_card_filters for the session's reader. Cards are read only where a part names one.
/// Errors: load_cards too.
Result<void> name_cards(const SearchSession& session, std::vector<QueryNode>& parts);

/// Whether the hits' facets count any card.
bool counts_know_how(const HitList& hits);

/// The most frequent cards, behind an empty line, with their ids to filter by; empty without any.
std::string print_know_how_as_text(const HitList& hits, const CardLabels& labels);

}  // namespace kizuki
