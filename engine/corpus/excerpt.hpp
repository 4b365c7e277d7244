// The beginning of a text, for where a record has no title.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kizuki {

/// Characters of a title that is made of the text.
inline constexpr std::size_t kTitleCharacters = 40;

struct Excerpt {
  std::string_view text;  // of the text that it was made of
  bool is_cut = false;

  /// As people see it: 「…」 stands behind what was cut.
  std::string shown() const { return std::string(text) + (is_cut ? "…" : ""); }
};

/// The first line that is not empty, without space around it, at most `max_characters` long.
/// Pure function; any bytes are safe to give.
Excerpt excerpt_of(std::string_view text, std::size_t max_characters);

}  // namespace kizuki
