// Classes of characters, as runs are cut, sentences trimmed and symbols told from words.
#pragma once

#include <cstdint>
#include <string_view>

namespace kizuki {

/// What a code point is to the analysis.
enum class CharClass : std::uint8_t {
  kSpace,      // white space and control characters but for the line break
  kLineBreak,  // U+000A; the normaliser turns all other line breaks into it
  kDigit,      // 0-9 of any script
  kLatin,      // Latin letters
  kHiragana,
  kKatakana,  // with the long vowel mark
  kKanji,     // ideographs with 々 〆 〇
  kLetter,    // letters and combining marks of all other scripts
  kSymbol,    // punctuation, signs, emoji and what is not assigned
};

/// char_class for what lies outside the blocks that fill Japanese text, by Unicode properties of
/// the ICU in use.
CharClass char_class_by_property(char32_t code_point);

/// The class of one code point.
inline CharClass char_class(char32_t code_point) {
  if (code_point >= 0x4E00 && code_point <= 0x9FFF) return CharClass::kKanji;
  if (code_point >= 0x3041 && code_point <= 0x3096) return CharClass::kHiragana;
  if (code_point >= 0x30A1 && code_point <= 0x30FA) return CharClass::kKatakana;
  return char_class_by_property(code_point);
}

/// True for classes that words are made of.
constexpr bool is_word_class(CharClass value) {
  return value != CharClass::kSpace && value != CharClass::kLineBreak &&
         value != CharClass::kSymbol;
}

/// True for kSpace and kLineBreak.
constexpr bool is_space_class(CharClass value) {
  return value == CharClass::kSpace || value == CharClass::kLineBreak;
}

/// True when some code point of valid `text` is of a word class.
bool has_word_character(std::string_view text);

constexpr bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace kizuki
