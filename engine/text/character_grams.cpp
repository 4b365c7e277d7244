#include "engine/text/character_grams.hpp"

#include <cstddef>
#include <string>

#include "engine/base/utf8.hpp"
#include "engine/text/char_class.hpp"
#include "engine/text/normalizer.hpp"

namespace kizuki {
namespace {

/// What a character is to the grams.
enum class Kind : std::uint8_t {
  kMark,      // parts, and stays itself whatever stands beside it
  kUnplain,   // the Unicode library has to tell
  kHiragana,  // this and the next two are normalised by `form`
  kKanji,
  kOther,
};

struct Character {
  char32_t form = 0;  // normalised
  Kind kind = Kind::kUnplain;
  std::uint8_t size = 1;  // bytes
};

bool between(char32_t c, char32_t low, char32_t high) { return c >= low && c <= high; }

Character plain_ascii(unsigned char c) {
  const auto letter = static_cast<char>(c);
  if (letter >= 'A' && letter <= 'Z') return {static_cast<char32_t>(c + 32), Kind::kOther, 1};
  if (is_ascii_letter(letter) || is_ascii_digit(letter)) return {c, Kind::kOther, 1};
  return {c, Kind::kMark, 1};
}

/// Characters of three bytes: the blocks that fill Japanese text. All that is not kUnplain keeps
/// its form unless a combining mark follows, which is not plain.
Character plain_wide(char32_t c) {
  if (between(c, 0x3041, 0x3096)) return {c, Kind::kHiragana, 3};
  if (between(c, 0x4E00, 0x9FFF) || between(c, 0x3005, 0x3007)) return {c, Kind::kKanji, 3};
  if (between(c, 0x30A1, 0x30FA) || c == 0x30FC) return {c, Kind::kOther, 3};
  if (between(c, 0x3000, 0x3003) || between(c, 0x3008, 0x3011) || between(c, 0x3014, 0x301B) ||
      c == 0x30FB) {
    return {c, Kind::kMark, 3};
  }
  if (between(c, 0xFF01, 0xFF5E)) {  // full-width ASCII
    Character character = plain_ascii(static_cast<unsigned char>(c - 0xFF01 + 0x21));
    character.size = 3;
    return character;
  }
  return {c, Kind::kUnplain, 3};
}

/// The character at `at`, which is below the text's size.
Character plain_character(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return plain_ascii(lead);
  if ((lead & 0xF0) != 0xE0 || text.size() - at < 3) return {};
  const auto second = static_cast<unsigned char>(text[at + 1]);
  const auto third = static_cast<unsigned char>(text[at + 2]);
  if ((second & 0xC0) != 0x80 || (third & 0xC0) != 0x80) return {};
  return plain_wide(
      static_cast<char32_t>((lead & 0x0F) << 12 | (second & 0x3F) << 6 | (third & 0x3F)));
}

/// Makes grams of characters that come one after the other.
class Joiner {
 public:
  Joiner(std::vector<CharacterGram>& pairs, std::vector<CharacterGram>& kanji)
      : pairs_(pairs), kanji_(kanji) {}

  void part() { before_ = 0; }
  void add(char32_t form, Kind kind) {
    const bool hiragana = kind == Kind::kHiragana;
    if (before_ != 0 && !(hiragana && before_hiragana_)) {
      pairs_.push_back(CharacterGram{before_} << 32 | form);
    }
    if (kind == Kind::kKanji) kanji_.push_back(form);
    before_ = form;
    before_hiragana_ = hiragana;
  }

 private:
  std::vector<CharacterGram>& pairs_;
  std::vector<CharacterGram>& kanji_;
  char32_t before_ = 0;
  bool before_hiragana_ = false;
};

Kind kind_of(char32_t c) {
  const CharClass value = char_class(c);
  if (value == CharClass::kHiragana) return Kind::kHiragana;
  if (value == CharClass::kKanji) return Kind::kKanji;
  return is_word_class(value) ? Kind::kOther : Kind::kMark;
}

/// A piece between two marks that has to be normalised.
void add_unplain(std::string_view piece, Joiner& joiner) {
  joiner.part();
  if (!utf8_is_valid(piece)) return;
  const auto form = normalized_form(piece);
  if (!form) return;
  for (std::size_t at = 0; at < form->size();) {
    const char32_t c = utf8_next(*form, at);
    const Kind kind = kind_of(c);
    if (kind == Kind::kMark) {
      joiner.part();
    } else {
      joiner.add(c, kind);
    }
  }
}

/// Offset of the next mark behind `at`, or the text's size.
std::size_t find_mark(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const Character character = plain_character(text, at);
    if (character.kind == Kind::kMark) break;
    at += character.size;
  }
  return at;
}

}  // namespace

void CharacterGrams::clear() {
  pairs_.clear();
  kanji_.clear();
}

void CharacterGrams::add(std::string_view text) {
  Joiner joiner(pairs_, kanji_);
  // Where the piece that is being read began, in the text and in the grams.
  std::size_t begin = 0;
  std::size_t pairs = pairs_.size();
  std::size_t kanji = kanji_.size();
  for (std::size_t at = 0; at < text.size();) {
    const Character character = plain_character(text, at);
    if (character.kind != Kind::kMark && character.kind != Kind::kUnplain) {
      joiner.add(character.form, character.kind);
      at += character.size;
      continue;
    }
    if (character.kind == Kind::kUnplain) {
      pairs_.resize(pairs);
      kanji_.resize(kanji);
      at = find_mark(text, at);
      add_unplain(text.substr(begin, at - begin), joiner);
    } else {
      at += character.size;
    }
    joiner.part();
    begin = at;
    pairs = pairs_.size();
    kanji = kanji_.size();
  }
}

}  // namespace kizuki
