// White space around a text.
#pragma once

#include <string_view>

namespace kizuki {

/// `text` without the white space at its ends: spaces, tabs, line ends, spaces that do not break
/// (U+00A0) and Japanese ones (U+3000).
std::string_view without_outer_space(std::string_view text);

}  // namespace kizuki
