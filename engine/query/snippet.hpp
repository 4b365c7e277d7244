// The sentences of a case that show why it matched.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/query/case_matches.hpp"
#include "engine/query/hit_list.hpp"

namespace kizuki {

/// Characters of one snippet without its "…", and of all snippets of a case.
inline constexpr std::size_t kSnippetCharacters = 120;
inline constexpr std::size_t kAllSnippetsCharacters = 240;
inline constexpr std::size_t kMaxSnippets = 3;

/// Chooses up to kMaxSnippets sentences, each the one that adds most value by terms not shown yet;
/// equal ones in the order of the text. Bodies and the outcome count fully, headings and the
/// business less; the title is shown anyway. A sentence that is too long is cut at words so that
/// the piece keeps as much value as it can. When nothing matches: the first sentence of a body.
std::vector<Snippet> make_snippets(const CaseMatches& matches);

}  // namespace kizuki
