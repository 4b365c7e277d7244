// How hits are written: for people, for programs, for evaluation.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/catalogue/card_labels.hpp"
#include "engine/corpus/taxonomy.hpp"
#include "engine/query/hit_list.hpp"
#include "engine/query/search_advice.hpp"

namespace kizuki {

/// For people: rank, title, id, what kind of company, the sentences with the matched words marked.
/// `color` marks with terminal colours, otherwise with 【】.
std::string print_hits_as_text(const HitList& hits, const SearchAdvice& advice,
                               std::size_t first_rank, const Taxonomy& taxonomy, bool color);

/// Similar cases for people: with what they have in common with the seed, and what differs.
std::string print_similar_as_text(const HitList& hits, const Taxonomy& taxonomy, bool color);

/// For programs: one JSON object in one line (docs/query-syntax.md, "JSON"). `cards`: what counted
/// cards are called.
std::string print_hits_as_json(const HitList& hits, const SearchAdvice& advice,
                               std::string_view query, const CardLabels& cards = {});

/// For evaluation: "query Q0 document rank score kizuki" a line.
std::string print_hits_as_trec(const HitList& hits, std::string_view query_id);

}  // namespace kizuki
