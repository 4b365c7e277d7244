// UTF-8 at byte level: validity, borders, code points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kizuki {

/// Offset of the first byte that is not part of well-formed UTF-8 (Unicode 15, table 3-7: no
/// overlong forms, no surrogates, nothing above U+10FFFF), or text.size() when all is well.
std::size_t utf8_valid_prefix(std::string_view text);

inline bool utf8_is_valid(std::string_view text) { return utf8_valid_prefix(text) == text.size(); }

/// True at 0, at size() and wherever a code point starts. `text` must be valid.
inline bool utf8_is_border(std::string_view text, std::size_t offset) {
  return offset == 0 || offset >= text.size() ||
         (static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80;
}

/// The longest prefix of valid `text` with at most `limit_bytes` bytes that ends at a border.
std::string_view utf8_prefix(std::string_view text, std::size_t limit_bytes);

/// Number of code points in valid `text`.
std::size_t utf8_length(std::string_view text);

/// Decodes the code point of valid `text` at `offset` (a border below size()) and moves `offset`
/// behind it.
char32_t utf8_next(std::string_view text, std::size_t& offset);

/// Appends `code_point` (a Unicode scalar value) to `out`.
void utf8_append(std::string& out, char32_t code_point);

/// Bytes of the code point whose first byte is `lead` (valid text only): 1 to 4.
constexpr std::size_t utf8_size(unsigned char lead) {
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

}  // namespace kizuki
