// In which parts of a case words of the query stand.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/query/hit_list.hpp"
#include "engine/query/snippet.hpp"

namespace kizuki {

/// Words listed of one place; more than these tell nobody anything.
inline constexpr std::size_t kMaxWordsOfPlace = 12;

/// The sections (heading and body together), title, business and outcome in which something of the
/// query stands, in the order of the text. The steps of sections are not known here.
std::vector<MatchPlace> find_match_places(const SnippetQuery& query, const CaseAnalysis& analysis);

}  // namespace kizuki
