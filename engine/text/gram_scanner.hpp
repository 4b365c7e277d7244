// The one reading of texts that all grams come from (character_grams.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/text/char_class.hpp"

namespace kizuki {

/// What a character is to the grams.
enum class CharacterKind : std::uint8_t {
  kMark,      // parts, and stays itself whatever stands beside it
  kUnplain,   // the Unicode library has to tell
  kHiragana,  // this and the next two are normalised by `form`
  kKanji,
  kOther,
};

struct GramCharacter {
  char32_t form = 0;  // normalised
  CharacterKind kind = CharacterKind::kUnplain;
  std::uint8_t size = 1;  // bytes
};

namespace gram_detail {

inline bool between(char32_t c, char32_t low, char32_t high) { return c >= low && c <= high; }

inline GramCharacter plain_ascii(unsigned char c) {
  const auto letter = static_cast<char>(c);
  if (letter >= 'A' && letter <= 'Z')
    return {static_cast<char32_t>(c + 32), CharacterKind::kOther, 1};
  if (is_ascii_letter(letter) || is_ascii_digit(letter)) return {c, CharacterKind::kOther, 1};
  return {c, CharacterKind::kMark, 1};
}

/// Characters of three bytes: the blocks that fill Japanese text. All that is not kUnplain keeps
/// its form unless a combining mark follows, which is not plain.
inline GramCharacter plain_wide(char32_t c) {
  if (between(c, 0x3041, 0x3096)) return {c, CharacterKind::kHiragana, 3};
  if (between(c, 0x4E00, 0x9FFF) || between(c, 0x3005, 0x3007))
    return {c, CharacterKind::kKanji, 3};
  if (between(c, 0x30A1, 0x30FA) || c == 0x30FC) return {c, CharacterKind::kOther, 3};
  if (between(c, 0x3000, 0x3003) || between(c, 0x3008, 0x3011) || between(c, 0x3014, 0x301B) ||
      c == 0x30FB) {
    return {c, CharacterKind::kMark, 3};
  }
  if (between(c, 0xFF01, 0xFF5E)) {  // full-width ASCII
    GramCharacter character = plain_ascii(static_cast<unsigned char>(c - 0xFF01 + 0x21));
    character.size = 3;
    return character;
  }
  return {c, CharacterKind::kUnplain, 3};
}

/// The character at `at`, which is below the text's size.
inline GramCharacter plain_character(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return plain_ascii(lead);
  if ((lead & 0xF0) != 0xE0 || text.size() - at < 3) return {};
  const auto second = static_cast<unsigned char>(text[at + 1]);
  const auto third = static_cast<unsigned char>(text[at + 2]);
  if ((second & 0xC0) != 0x80 || (third & 0xC0) != 0x80) return {};
  return plain_wide(
      static_cast<char32_t>((lead & 0x0F) << 12 | (second & 0x3F) << 6 | (third & 0x3F)));
}

/// Offset of the next mark behind `at`, or the text's size.
inline std::size_t find_mark(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const GramCharacter character = plain_character(text, at);
    if (character.kind == CharacterKind::kMark) break;
    at += character.size;
  }
  return at;
}

/// What the Unicode library makes of a piece between two marks: `take(form, kind)` for each
/// character of its normalised form. Nothing when it is not valid UTF-8.
void read_unplain(std::string_view piece,
                  void (*take)(void* sink, char32_t form, CharacterKind kind), void* sink);

}  // namespace gram_detail

/// Makes grams of characters that come one after the other.
template <typename Sink>
class GramJoiner {
 public:
  explicit GramJoiner(Sink& sink) : sink_(sink) {}

  void part() { before_ = 0; }
  void add(char32_t form, CharacterKind kind) {
    const bool hiragana = kind == CharacterKind::kHiragana;
    if (before_ != 0 && !(hiragana && before_hiragana_)) sink_.pair(before_, form);
    if (kind == CharacterKind::kKanji) sink_.kanji(form);
    before_ = form;
    before_hiragana_ = hiragana;
  }

 private:
  Sink& sink_;
  char32_t before_ = 0;
  bool before_hiragana_ = false;
};

/// Reads `text` from begin to end. The sink is given, in order of place:
///   pair(first, second), kanji(c)  each gram
///   plain()                        each character as it is read, with or without grams
///   mark(c)                        each plain mark; c as the text has it (U+FF01 is not "!")
///   begin_piece()                  behind each mark and at the begin of the text
///   drop_piece()                   the grams since begin_piece() are none; others follow
///   unplain(bytes)                 what was read without plain(), up to the next mark
/// Any bytes are safe to give. Linear time.
template <typename Sink>
void scan_grams(std::string_view text, Sink& sink) {
  GramJoiner<Sink> joiner(sink);
  std::size_t begin = 0;  // of the piece
  sink.begin_piece();
  for (std::size_t at = 0; at < text.size();) {
    const GramCharacter character = gram_detail::plain_character(text, at);
    if (character.kind != CharacterKind::kMark && character.kind != CharacterKind::kUnplain) {
      sink.plain();
      joiner.add(character.form, character.kind);
      at += character.size;
      continue;
    }
    if (character.kind == CharacterKind::kUnplain) {
      sink.drop_piece();
      const std::size_t end = gram_detail::find_mark(text, at);
      sink.unplain(text.substr(at, end - at));
      at = end;
      joiner.part();
      gram_detail::read_unplain(
          text.substr(begin, at - begin),
          [](void* to, char32_t form, CharacterKind kind) {
            auto& into = *static_cast<GramJoiner<Sink>*>(to);
            if (kind == CharacterKind::kMark) {
              into.part();
            } else {
              into.add(form, kind);
            }
          },
          &joiner);
    } else {
      at += character.size;
      sink.plain();
      sink.mark(character.size == 3 && character.form < 0x80 ? character.form - 0x21 + 0xFF01
                                                             : character.form);
    }
    joiner.part();
    begin = at;
    sink.begin_piece();
  }
}

}  // namespace kizuki
