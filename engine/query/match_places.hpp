// In which parts of a case words of the query stand.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "engine/query/case_matches.hpp"
#include "engine/query/hit_list.hpp"

namespace kizuki {

/// Words listed of one place; more than these tell nobody anything.
inline constexpr std::size_t kMaxWordsOfPlace = 12;

/// What people call a part of a case: 題名, 事業, 成果; 本文 for headings and texts of sections.
std::string_view part_name(FieldKind field);

/// The sections (heading and body together), title, business and outcome in which something of the
/// query stands, in the order of the text. The steps of sections are not known here.
std::vector<MatchPlace> find_match_places(const CaseMatches& matches);

}  // namespace kizuki
