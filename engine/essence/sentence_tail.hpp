// A short piece of a sentence that can stand for the whole where no phrase of it can.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/text/analyzer.hpp"

namespace kizuki {

/// At most so many characters, the mark of what is left out included.
inline constexpr std::size_t kMostTailCharacters = 30;

/// The sentence without the full stop, when it is short enough; else its end, where a Japanese
/// sentence says what was done: from the comma that leaves most of it (but not less than a few
/// characters), else from behind a particle, else from a word on, these two with 「…」 in front. A
/// quotation is cut into only when it alone is too long. Never empty for a text that has a
/// character. `text` must be the analysis of `sentence`.
std::string sentence_tail(std::string_view sentence, const AnalyzedText& text);

}  // namespace kizuki
