// A place in stored text.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kizuki {

/// Half-open byte range [begin, end) into stored UTF-8 text, never into normalised text. 32 bits:
/// one text is at most 256 KiB.
struct TextSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  constexpr std::uint32_t size() const { return end - begin; }
  constexpr bool empty() const { return begin >= end; }
  constexpr bool contains(TextSpan other) const { return begin <= other.begin && other.end <= end; }
  constexpr bool overlaps(TextSpan other) const { return begin < other.end && other.begin < end; }

  /// The bytes of `text` in this range; `text` must be the text that the span was made for.
  constexpr std::string_view of(std::string_view text) const { return text.substr(begin, size()); }

  friend constexpr auto operator<=>(const TextSpan&, const TextSpan&) = default;
};

}  // namespace kizuki
