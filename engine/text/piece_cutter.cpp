#include "engine/text/piece_cutter.hpp"

#include <cstdint>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

/// Bytes of the character as MeCab gets it (see mecab_text.hpp).
std::size_t mecab_size(CharClass char_type, std::size_t size) {
  return size == 1 && char_type == CharClass::kSymbol ? 3 : size;
}

bool is_comma(char32_t c) { return c == U'、' || c == U','; }

}  // namespace

void PieceCutter::skip_space() {
  while (at_ < end_) {
    std::size_t next = at_;
    if (!is_space_class(char_class(utf8_next(text_, next)))) return;
    at_ = next;
  }
}

std::size_t PieceCutter::find_end(std::size_t begin) const {
  Reading reading;
  for (std::size_t at = begin; at < end_;) {
    std::size_t next = at;
    const char32_t character = utf8_next(text_, next);
    const CharClass char_type = char_class(character);
    const bool same = char_type == reading.previous;
    if (!same) reading.change = at;
    reading.run = same ? reading.run + 1 : 1;
    reading.bytes += mecab_size(char_type, next - at);
    if (reading.run >
        (is_space_class(char_type) ? limits_.space_characters : limits_.run_characters)) {
      return at;
    }
    if (reading.bytes > limits_.piece_bytes) {
      if (reading.comma > begin) return reading.comma;
      if (reading.change > begin) return reading.change;
      return at > begin ? at : next;
    }
    if (is_comma(character)) reading.comma = next;
    reading.previous = char_type;
    at = next;
  }
  return end_;
}

std::optional<TextSpan> PieceCutter::next() {
  skip_space();
  if (at_ >= end_) return std::nullopt;
  const std::size_t begin = at_;
  at_ = find_end(begin);
  std::size_t end = at_;
  while (text_[end - 1] == ' ' || text_[end - 1] == '\n') --end;
  return TextSpan{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace kizuki
