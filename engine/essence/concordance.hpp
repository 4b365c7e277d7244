// Keyword in context (KWIC; Luhn 1960): each place of a word with what stands around it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "engine/base/text_span.hpp"

namespace kizuki {

/// A place of the word; views into the text.
struct ContextLine {
  TextSpan span;  // bytes of the text
  std::string_view left;
  std::string_view hit;
  std::string_view right;
};

/// All places of `word` in `text` (valid UTF-8, compared by bytes), in order, not overlapping, with
/// up to `width` characters on either side, not beyond a line's end. None for an empty word. Linear
/// time.
std::vector<ContextLine> find_in_context(std::string_view text, std::string_view word,
                                         std::size_t width);

}  // namespace kizuki
