// Telephone numbers, addresses of mail and of the web in a text.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/text_span.hpp"

namespace kizuki {

/// Ascending by place, apart. Telephone: 10 or 11 digits from 0 on, also full-width, hyphens
/// between them. Mail: x@y.z. Web: from http://, https:// or www. to the next white space or
/// Japanese character. `text` is valid UTF-8.
std::vector<TextSpan> find_contacts(std::string_view text);

}  // namespace kizuki
