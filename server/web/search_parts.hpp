// Pieces of the page 検索 that its views share. Inside server/web only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/corpus/taxonomy.hpp"
#include "server/web/html.hpp"
#include "server/web/search_page.hpp"

namespace kizuki {

/// Null when the facet was not counted.
const FacetCounts* counts_of(const SearchView& view, std::string_view name);
/// 0 when there is none.
std::uint64_t count_of(const FacetCounts* counts, std::string_view value);

bool is_chosen(const SearchView& view, std::string_view name, std::string_view value);

/// What a value of a facet is called on the page: shown_value, and a card by its label. Empty for a
/// card that the reader sees none of.
std::string choice_label(const SearchView& view, std::string_view name, std::string_view value,
                         const Taxonomy& taxonomy);

/// "規模：小規模".
std::string chip_text(const SearchView& view, const ChosenFilter& filter, const Taxonomy& taxonomy);

/// The chosen filters, each with its way off, and what else was done to the query.
Html print_chips(const SearchView& view, const Taxonomy& taxonomy);

/// Words of the query that no case has; nothing when there are none.
Html print_ignored(const SearchView& view);

/// 「もしかして」 as a button of the form `f`; nothing without a suggestion.
Html print_suggestion(const SearchView& view);

/// What stands beside the box when hits were found: facets, steps, hits, guidance.
Html print_search_result(const SearchView& view, const Taxonomy& taxonomy);

/// What stands there when none were.
Html print_search_nothing(const SearchView& view, const Taxonomy& taxonomy);

}  // namespace kizuki
