// Which know-how the found cases show, for people: labels of cards in place of their ids.
#pragma once

#include <map>
#include <string>

#include "cli/search_session.hpp"
#include "engine/base/result.hpp"
#include "engine/query/hit_list.hpp"

namespace kizuki {

/// Labels of the cards that the session's reader may see, by id. Errors: load_cards,
/// read_catalogue.
Result<std::map<std::string, std::string>> card_labels(const SearchSession& session);

/// Whether the hits' facets count any card.
bool counts_know_how(const HitList& hits);

/// The most frequent cards, behind an empty line, with their ids to filter by; empty without any.
std::string print_know_how_as_text(const HitList& hits,
                                   const std::map<std::string, std::string>& labels);

}  // namespace kizuki
