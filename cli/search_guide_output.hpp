// What stands around the hits: how the query was read, what to narrow by, what to try next.
#pragma once

#include <string>

#include "engine/corpus/taxonomy.hpp"
#include "engine/query/hit_list.hpp"
#include "engine/query/search_advice.hpp"

namespace kizuki {

/// Lines for people, each block behind an empty line; empty when there is nothing to say.
/// 「もしかして」 and what to give up:
std::string print_advice_as_text(const SearchAdvice& advice);
/// What was understood, synonyms and spellings that were looked for, words that were not used.
std::string print_reading_as_text(const HitList& hits, const Taxonomy& taxonomy);
/// Counts by value of the facets that most people narrow by, a few values each.
std::string print_facets_as_text(const HitList& hits, const Taxonomy& taxonomy);

/// Label of a facet's value for people: 「製造業」 for {"industry","E"}; the value itself where it
/// has none.
std::string facet_value_label(std::string_view name, std::string_view value,
                              const Taxonomy& taxonomy);

}  // namespace kizuki
