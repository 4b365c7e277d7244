// The words of a text as phrases are compared by. Inside engine/query only.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/text_span.hpp"
#include "engine/text/token.hpp"

namespace kizuki {

/// A term at the finest grain: a word, or in its stead each of the parts that the index takes it
/// apart into.
struct PhraseUnit {
  std::string_view term;
  TextSpan word;   // bytes of the text: the word that holds the term
  TextSpan place;  // the term itself; the word where it is written in other characters
};

/// Of `terms` in order of place, as analysis gives them; views into them.
std::vector<PhraseUnit> phrase_units(std::span<const IndexTerm> terms, std::string_view text);

/// What stands before unit `at` and behind the unit before it, without white space; `at` may be
/// units.size(): behind the last one. Nothing between parts whose places are not known.
std::string gap_before(const std::vector<PhraseUnit>& units, std::size_t at, std::string_view text);

}  // namespace kizuki
