// One spelling for what readers take as the same.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/text/offset_map.hpp"

namespace kizuki {

/// A normalised copy and the way back.
struct NormalizedText {
  std::string text;
  OffsetMap offsets;
  /// Offsets in `text`, ascending, where a word must end though the copy does not show it: on both
  /// sides of an enclosed number, so that ②5S does not become 25s.
  std::vector<std::uint32_t> breaks;
};

/// Fills `out` with the NFKC_Casefold form (Unicode UAX 15 and 31) of valid UTF-8 `original`, below
/// 4 GiB: full- and half-width forms, compatibility characters (㈱ ① ㌔) and combined marks become
/// their plain composed form, letters lower case, and default-ignorable characters (joiners,
/// variation selectors, soft hyphen, byte order mark) vanish. Control characters become white space
/// first: line breaks of all kinds U+000A, others spaces; those of several bytes become as many
/// spaces. No other white space than U+000A and U+0020 is left. Normalising twice is the same as
/// once. Linear time. Errors: kInternal (the Unicode library has no data).
Result<void> normalize(std::string_view original, NormalizedText& out);

/// The normalised form alone, for table entries and query words.
Result<std::string> normalized_form(std::string_view original);

}  // namespace kizuki
