// Which encoding a text is in.
#pragma once

#include <string_view>

#include "engine/base/result.hpp"
#include "indexer/source/record_source.hpp"

namespace kizuki {

/// The most plausible encoding of `sample`, the start of a text or a part of it that begins at a
/// character. `whole` says that the text ends with the sample, so that a character cut off there
/// speaks against an encoding. Plain ASCII is UTF-8. In order: a UTF-8 byte order mark; the escapes
/// of ISO-2022-JP in 7-bit text; valid UTF-8; else whichever of UTF-8, CP932 and EUC-JP reads the
/// sample as the least surprising Japanese, so that a damaged byte or two do not turn the guess;
/// and UTF-8 when none of them does. Errors: kInternal.
Result<Encoding> guess_encoding(std::string_view sample, bool whole);

}  // namespace kizuki
