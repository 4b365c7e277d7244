#include "engine/text/sentence_splitter.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "engine/base/utf8.hpp"
#include "engine/text/char_class.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kBracketPairs = 3;

/// ! or ? inside an address or a name: ASCII on the left, a letter, digit or sign of a query string
/// on the right. Within a run of them the first decides.
bool is_inside_ascii(std::string_view text, std::size_t offset) {
  if (offset == 0 || offset + 1 >= text.size()) return false;
  const char before = text[offset - 1];
  const char next = text[offset + 1];
  return before > 0x20 && before < 0x7F && before != '!' && before != '?' &&
         (is_ascii_letter(next) || is_ascii_digit(next) || next == '=' || next == '&' ||
          next == '/');
}

/// Bytes of the closing bracket or quote at `offset`, 0 when there is none.
std::size_t closing_size(std::string_view text, std::size_t offset) {
  if (text[offset] == ')' || text[offset] == ']' || text[offset] == '}') return 1;
  static constexpr std::array<std::string_view, 9> kClosing = {"」", "』", "】", "〕", "〉",
                                                               "》", "〗", "”",  "’"};
  const std::string_view character = text.substr(offset, 3);
  return std::find(kClosing.begin(), kClosing.end(), character) == kClosing.end() ? 0 : 3;
}

bool is_space_at(std::string_view text, std::size_t offset) {
  return is_space_class(char_class(utf8_next(text, offset)));
}

std::size_t border_before(std::string_view text, std::size_t offset) {
  do --offset;
  while (!utf8_is_border(text, offset));
  return offset;
}

TextSpan trimmed(std::string_view text, std::size_t begin, std::size_t end) {
  while (begin < end && is_space_at(text, begin)) {
    begin += utf8_size(static_cast<unsigned char>(text[begin]));
  }
  while (end > begin && is_space_at(text, border_before(text, end))) {
    end = border_before(text, end);
  }
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

void add_sentence(std::string_view text, std::size_t begin, std::size_t end,
                  std::vector<TextSpan>& sentences) {
  const TextSpan sentence = trimmed(text, begin, end);
  if (!sentence.empty()) sentences.push_back(sentence);
}

}  // namespace

SentenceSplitter::Mark SentenceSplitter::read_sign(std::string_view text, std::size_t offset) {
  const auto mark = [&](Sign sign, int pair, int size) {
    return Mark{static_cast<std::uint32_t>(offset), 0,    sign, static_cast<unsigned char>(pair),
                static_cast<unsigned char>(size),   false};
  };
  switch (text[offset]) {
    case '!':
    case '?':
      return is_inside_ascii(text, offset) ? Mark{} : mark(Sign::kStop, 0, 1);
    case '(':
      return mark(Sign::kOpen, 0, 1);
    case ')':
      return mark(Sign::kClose, 0, 1);
    case '\xE3':
      break;
    default:
      return {};
  }
  if (text[offset + 1] != '\x80') return {};
  switch (text[offset + 2]) {
    case '\x82':  // 。
      return mark(Sign::kStop, 0, 3);
    case '\x8C':  // 「
      return mark(Sign::kOpen, 1, 3);
    case '\x8D':  // 」
      return mark(Sign::kClose, 1, 3);
    case '\x8E':  // 『
      return mark(Sign::kOpen, 2, 3);
    case '\x8F':  // 』
      return mark(Sign::kClose, 2, 3);
    default:
      return {};
  }
}

std::size_t SentenceSplitter::read_line(std::string_view text, std::size_t begin) {
  marks_.clear();
  std::size_t offset = begin;
  for (std::uint32_t character = 0; offset < text.size() && text[offset] != '\n'; ++character) {
    Mark mark = read_sign(text, offset);
    if (mark.sign != Sign::kNone) {
      mark.character = character;
      marks_.push_back(mark);
    }
    offset += utf8_size(static_cast<unsigned char>(text[offset]));
  }
  return offset;
}

void SentenceSplitter::match_brackets() {
  opened_.clear();
  std::array<std::size_t, kBracketPairs> open_count{};
  for (std::uint32_t i = 0; i < marks_.size(); ++i) {
    Mark& mark = marks_[i];
    if (mark.sign == Sign::kOpen) {
      opened_.push_back(i);
      ++open_count[mark.pair];
    }
    if (mark.sign != Sign::kClose) continue;
    // Brackets opened inside this pair and never closed are given up.
    while (open_count[mark.pair] > 0 && !mark.matched) {
      Mark& open = marks_[opened_.back()];
      opened_.pop_back();
      --open_count[open.pair];
      if (open.pair != mark.pair) continue;
      if (mark.character - open.character > kMaxBracketCharacters) break;
      open.matched = mark.matched = true;
    }
  }
}

void SentenceSplitter::split_line(std::string_view text, TextSpan line,
                                  std::vector<TextSpan>& sentences) const {
  std::size_t begin = line.begin;
  std::size_t depth = 0;
  for (const Mark& mark : marks_) {
    if (mark.matched) depth = mark.sign == Sign::kOpen ? depth + 1 : depth - 1;
    if (mark.sign != Sign::kStop || depth > 0 || mark.offset < begin) continue;
    std::size_t end = mark.offset + mark.size;
    while (end < line.end) {
      const Mark next = read_sign(text, end);
      const std::size_t size = next.sign == Sign::kStop ? next.size : closing_size(text, end);
      if (size == 0) break;
      end += size;
    }
    add_sentence(text, begin, end, sentences);
    begin = end;
  }
  add_sentence(text, begin, line.end, sentences);
}

void SentenceSplitter::split(std::string_view text, std::vector<TextSpan>& sentences) {
  sentences.clear();
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = read_line(text, begin);
    match_brackets();
    split_line(text, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
               sentences);
    begin = end + 1;
  }
}

std::size_t SentenceSplitter::memory_bytes() const {
  return marks_.capacity() * sizeof(Mark) + opened_.capacity() * sizeof(std::uint32_t);
}

void SentenceSplitter::release_memory() {
  std::vector<Mark>().swap(marks_);
  std::vector<std::uint32_t>().swap(opened_);
}

}  // namespace kizuki
