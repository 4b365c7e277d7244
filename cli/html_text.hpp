// Text in HTML.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kizuki {

/// Nothing in it is taken for markup, inside quoted attributes too; a line break becomes a space.
std::string html_text(std::string_view text);

/// One decimal.
std::string decimal_text(double value);

/// "17%"; of nothing 0%.
std::string percent_text(std::uint64_t part, std::uint64_t whole);

}  // namespace kizuki
