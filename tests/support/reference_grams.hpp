// The slow and obvious grams that CharacterGrams must agree with.
#pragma once

#include <string_view>
#include <vector>

#include "engine/text/character_grams.hpp"

namespace kizuki {

struct ReferenceGrams {
  std::vector<CharacterGram> pairs;
  std::vector<CharacterGram> kanji;
};

/// Of valid UTF-8: every piece between two marks is normalised by the Unicode library, and every
/// character is looked up.
ReferenceGrams reference_grams(std::string_view text);

}  // namespace kizuki
