// 「なぜ出たか」: the explanation of a hit, in words, to be unfolded without script.
#pragma once

#include <string_view>

#include "engine/corpus/taxonomy.hpp"
#include "engine/query/hit_list.hpp"
#include "server/web/html.hpp"

namespace kizuki {

/// What a page shows beside the explanation already, or what says nothing there.
struct ReasonsShown {
  bool places = true;    // where words stand: nothing where a whole case was the question
  bool likeness = true;  // the attributes with their bars
  std::string_view behind_address = {};  // "?from=…", behind that of the case
};

/// A <details> with `line` (markup; may be empty) behind 「なぜ出たか」: words with what they stand
/// for, where they are written and of which step that is, attributes, know-how that both share or
/// the case alone has, what differs, and what the place in the list is made of. Nothing when there
/// is nothing to tell.
Html print_hit_reasons(const Hit& hit, const Html& line, const Taxonomy& taxonomy,
                       const ReasonsShown& shown);

}  // namespace kizuki
