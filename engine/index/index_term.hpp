// The terms of the text index as Xapian knows them: our terms behind a prefix (format.hpp).
#pragma once

#include <string>
#include <string_view>

#include "engine/text/token.hpp"

namespace kizuki {

/// Term of the text space: words and parts of compounds share theirs, bigrams have their own. Every
/// term can be stored: what is too long is cut at a character border and ends in a hash of the
/// whole, the same way for index and query.
std::string content_term(TermKind kind, std::string_view text);

}  // namespace kizuki
