#include "tests/support/reference_grams.hpp"

#include <string>

#include "engine/base/utf8.hpp"
#include "engine/text/char_class.hpp"
#include "engine/text/normalizer.hpp"

namespace kizuki {
namespace {

/// ASCII without letters and digits, as itself or in full width, and the marks of Japanese text.
bool is_mark(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c = c - 0xFF01 + 0x21;
  if (c < 0x80) {
    const auto letter = static_cast<char>(c);
    return !is_ascii_letter(letter) && !is_ascii_digit(letter);
  }
  const std::u32string_view marks = U"　、。〃〈〉《》「」『』【】〔〕〖〗〘〙〚〛・";
  return marks.find(c) != std::u32string_view::npos;
}

void add_piece(const std::string& piece, ReferenceGrams& grams) {
  const std::string text = *normalized_form(piece);
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8_next(text, at);
    const CharClass kind = char_class(c);
    if (!is_word_class(kind)) {
      before = 0;
      continue;
    }
    const bool both_hiragana =
        kind == CharClass::kHiragana && char_class(before) == CharClass::kHiragana;
    if (before != 0 && !both_hiragana) grams.pairs.push_back(CharacterGram{before} << 32 | c);
    if (kind == CharClass::kKanji) grams.kanji.push_back(c);
    before = c;
  }
}

}  // namespace

ReferenceGrams reference_grams(std::string_view text) {
  ReferenceGrams grams;
  std::string piece;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (!is_mark(utf8_next(text, at))) {
      piece.append(text.substr(begin, at - begin));
      continue;
    }
    add_piece(piece, grams);
    piece.clear();
  }
  add_piece(piece, grams);
  return grams;
}

}  // namespace kizuki
