// What is known of words beside MeCab's dictionaries.
#pragma once

#include "engine/text/compound_parts.hpp"
#include "engine/text/stop_words.hpp"

namespace kizuki {

/// Immutable and shared after loading.
struct Lexicon {
  StopWords stop_words;
  CompoundParts compound_parts;
};

}  // namespace kizuki
