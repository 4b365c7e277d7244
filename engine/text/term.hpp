// Length of terms.
#pragma once

#include <string>
#include <string_view>

#include "engine/text/token.hpp"

namespace kizuki {

/// `word` itself when it has at most kMaxTermBytes, else its first characters followed by 16
/// lower-case hex digits of the XXH3 of the whole, kMaxTermBytes at most: equal words stay equal,
/// different ones stay apart.
std::string shorten_term(std::string_view word);

}  // namespace kizuki
