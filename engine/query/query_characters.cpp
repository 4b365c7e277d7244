#include "engine/query/query_characters.hpp"

#include <cstddef>

#include "engine/base/utf8.hpp"

namespace kizuki {

bool is_query_space(char32_t character) {
  return character <= U' ' || (character >= 0x7F && character <= 0xA0) || character == 0x1680 ||
         (character >= 0x2000 && character <= 0x200B) || character == 0x2028 ||
         character == 0x2029 || character == 0x202F || character == 0x205F || character == 0x3000 ||
         character == 0xFEFF;
}

bool is_query_quote(char32_t character) {
  switch (character) {
    case U'"':
    case 0xFF02:  // ＂
    case 0x201C:  // “
    case 0x201D:  // ”
    case 0x201E:  // „
    case 0x201F:  // ‟
    case 0x301D:  // 〝
    case 0x301E:  // 〞
    case 0x301F:  // 〟
      return true;
    default:
      return false;
  }
}

bool is_open_bracket(char32_t character) { return character == U'(' || character == 0xFF08; }
bool is_close_bracket(char32_t character) { return character == U')' || character == 0xFF09; }
bool is_or_bar(char32_t character) { return character == U'|' || character == 0xFF5C; }
bool is_query_colon(char32_t character) { return character == U':' || character == 0xFF1A; }

bool is_query_minus(char32_t character) {
  switch (character) {
    case U'-':
    case 0xFF0D:  // －
    case 0x2212:  // −
    case 0x2010:  // ‐
    case 0x2011:  // non-breaking hyphen
    case 0x30FC:  // ー
    case 0xFF70:  // ｰ
      return true;
    default:
      return false;
  }
}

std::string_view trim_query_space(std::string_view text) {
  std::size_t begin = text.size();
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    if (is_query_space(utf8_next(text, at))) continue;
    if (begin == text.size()) begin = start;
    end = at;
  }
  return begin < end ? text.substr(begin, end - begin) : std::string_view();
}

bool needs_quotes(std::string_view value) {
  if (value.empty()) return true;
  for (std::size_t at = 0; at < value.size();) {
    const char32_t character = utf8_next(value, at);
    if (is_query_space(character) || is_open_bracket(character) || is_close_bracket(character) ||
        is_or_bar(character)) {
      return true;
    }
  }
  return false;
}

std::string fold_name(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    char32_t character = utf8_next(text, at);
    if (is_query_space(character)) continue;
    if (character >= 0xFF01 && character <= 0xFF5E) character -= 0xFEE0;
    if (character >= U'A' && character <= U'Z') character += U'a' - U'A';
    utf8_append(out, character);
  }
  return out;
}

}  // namespace kizuki
