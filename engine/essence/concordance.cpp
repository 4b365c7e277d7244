#include "engine/essence/concordance.hpp"

#include <cstdint>

namespace kizuki {
namespace {

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

/// First byte of the context of at most `width` characters before `at`.
std::size_t left_of(std::string_view text, std::size_t at, std::size_t width) {
  std::size_t begin = at;
  for (std::size_t i = 0; i < width && begin > 0; ++i) {
    std::size_t before = begin - 1;
    while (before > 0 && continues(text[before])) --before;
    if (text[before] == '\n') break;
    begin = before;
  }
  return begin;
}

std::size_t right_of(std::string_view text, std::size_t at, std::size_t width) {
  std::size_t end = at;
  for (std::size_t i = 0; i < width && end < text.size() && text[end] != '\n'; ++i) {
    ++end;
    while (end < text.size() && continues(text[end])) ++end;
  }
  return end;
}

}  // namespace

std::vector<ContextLine> find_in_context(std::string_view text, std::string_view word,
                                         std::size_t width) {
  std::vector<ContextLine> out;
  if (word.empty()) return out;
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + word.size())) {
    const std::size_t end = at + word.size();
    const std::size_t left = left_of(text, at, width);
    out.push_back({{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)},
                   text.substr(left, at - left),
                   text.substr(at, word.size()),
                   text.substr(end, right_of(text, end, width) - end)});
  }
  return out;
}

}  // namespace kizuki
