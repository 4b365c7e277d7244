// The terms of the text index as Xapian knows them: our terms behind a prefix (format.hpp).
#pragma once

#include <string>
#include <string_view>

#include "engine/text/token.hpp"

namespace kizuki {

// Every term that these give can be stored: what is too long is cut at a character border and ends
// in a hash of the whole, the same way for index and query.

/// Term of the text space: words and parts of compounds share theirs, bigrams have their own.
std::string content_term(TermKind kind, std::string_view text);

/// Boolean term of a facet, e.g. "Xstep:4". `name` must not contain ':'.
std::string facet_term(std::string_view name, std::string_view value);

/// Boolean term of a case id, "Q<id>": how a case is taken out of a result.
std::string id_term(std::string_view id);

/// What is common to the terms of all values of a facet.
std::string facet_term_prefix(std::string_view name);

}  // namespace kizuki
