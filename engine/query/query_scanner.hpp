// The query language's tokens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/text_span.hpp"
#include "engine/query/filter_field.hpp"

namespace kizuki {

struct QueryToken {
  enum class Kind : std::uint8_t { kWord, kPhrase, kFilter, kMinus, kOr, kOpen, kClose };
  Kind kind = Kind::kWord;
  FilterField field = FilterField::kIssue;
  /// Of a word, a phrase or a filter's value; never empty for these. A kOr that was typed in
  /// letters holds "or", which stays a word when it is printed and read again.
  std::string text;
  TextSpan span;  // the whole token, quotes and field name included
};

/// Cuts valid UTF-8 into tokens. A kMinus is always followed by a token that it can stand before.
std::vector<QueryToken> scan_query(std::string_view text);

}  // namespace kizuki
