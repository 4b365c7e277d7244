#include "engine/text/char_class.hpp"

#include <array>
#include <cstddef>

#include <unicode/uchar.h>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

constexpr std::array<CharClass, 128> make_ascii_classes() {
  std::array<CharClass, 128> classes{};
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const char c = static_cast<char>(i);
    classes[i] = is_ascii_letter(c)       ? CharClass::kLatin
                 : is_ascii_digit(c)      ? CharClass::kDigit
                 : c == '\n'              ? CharClass::kLineBreak
                 : i <= 0x20 || i == 0x7F ? CharClass::kSpace
                                          : CharClass::kSymbol;
  }
  return classes;
}

constexpr std::array<CharClass, 128> kAsciiClasses = make_ascii_classes();

constexpr bool within(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

bool is_kanji(char32_t c) {
  return within(c, 0x3005, 0x3007) || within(c, 0x3400, 0x4DBF) || within(c, 0x4E00, 0x9FFF) ||
         within(c, 0xF900, 0xFAFF) || within(c, 0x20000, 0x3FFFD);
}

bool is_hiragana(char32_t c) { return within(c, 0x3041, 0x309A) || within(c, 0x309D, 0x309F); }

bool is_katakana(char32_t c) {
  return within(c, 0x30A1, 0x30FA) || within(c, 0x30FC, 0x30FF) || within(c, 0x31F0, 0x31FF);
}

bool is_latin_beyond_ascii(char32_t c) { return within(c, 0xC0, 0x24F) && c != 0xD7 && c != 0xF7; }

}  // namespace

CharClass char_class_by_property(char32_t code_point) {
  if (code_point < 0x80) return kAsciiClasses[code_point];
  if (is_kanji(code_point)) return CharClass::kKanji;
  if (is_hiragana(code_point)) return CharClass::kHiragana;
  if (is_katakana(code_point)) return CharClass::kKatakana;
  if (is_latin_beyond_ascii(code_point)) return CharClass::kLatin;
  const auto c = static_cast<UChar32>(code_point);
  const auto in = [type = U_GET_GC_MASK(c)](std::uint32_t mask) { return (type & mask) != 0; };
  if (u_isUWhiteSpace(c) != 0 || in(U_GC_CC_MASK)) return CharClass::kSpace;
  if (in(U_GC_ND_MASK)) return CharClass::kDigit;
  if (in(U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) return CharClass::kLetter;
  return CharClass::kSymbol;
}

bool has_word_character(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (is_word_class(char_class(utf8_next(text, at)))) return true;
  }
  return false;
}

}  // namespace kizuki
