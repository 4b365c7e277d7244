#include "engine/text/character_grams.hpp"

#include <cstddef>

#include "engine/base/utf8.hpp"
#include "engine/text/gram_scanner.hpp"
#include "engine/text/normalizer.hpp"

namespace kizuki {
namespace {

CharacterKind kind_of(char32_t c) {
  const CharClass value = char_class(c);
  if (value == CharClass::kHiragana) return CharacterKind::kHiragana;
  if (value == CharClass::kKanji) return CharacterKind::kKanji;
  return is_word_class(value) ? CharacterKind::kOther : CharacterKind::kMark;
}

/// Collects what scan_grams gives.
class Collector {
 public:
  Collector(std::vector<CharacterGram>& pairs, std::vector<CharacterGram>& kanji)
      : pairs_(pairs), kanji_(kanji) {}

  void pair(char32_t first, char32_t second) {
    pairs_.push_back(CharacterGram{first} << 32 | second);
  }
  void kanji(char32_t c) { kanji_.push_back(c); }
  void plain() {}
  void mark(char32_t) {}
  void unplain(std::string_view) {}
  void begin_piece() {
    pairs_before_ = pairs_.size();
    kanji_before_ = kanji_.size();
  }
  void drop_piece() {
    pairs_.resize(pairs_before_);
    kanji_.resize(kanji_before_);
  }

 private:
  std::vector<CharacterGram>& pairs_;
  std::vector<CharacterGram>& kanji_;
  std::size_t pairs_before_ = 0;
  std::size_t kanji_before_ = 0;
};

}  // namespace

namespace gram_detail {

void read_unplain(std::string_view piece,
                  void (*take)(void* sink, char32_t form, CharacterKind kind), void* sink) {
  if (!utf8_is_valid(piece)) return;
  const auto form = normalized_form(piece);
  if (!form) return;
  for (std::size_t at = 0; at < form->size();) {
    const char32_t c = utf8_next(*form, at);
    take(sink, c, kind_of(c));
  }
}

}  // namespace gram_detail

void CharacterGrams::clear() {
  pairs_.clear();
  kanji_.clear();
}

void CharacterGrams::add(std::string_view text) {
  Collector collector(pairs_, kanji_);
  scan_grams(text, collector);
}

}  // namespace kizuki
