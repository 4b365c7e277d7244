#include "engine/tagging/gram.hpp"

#include <array>
#include <cstddef>

#include "engine/text/char_class.hpp"

namespace kizuki {
namespace {

constexpr std::uint64_t kWordBit = std::uint64_t{1} << 63;
constexpr int kCharacterBits = 21;

// Longer runs are names or noise, and the n-grams cover them.
constexpr std::size_t kLongestWord = 12;

// FNV-1a over code points with a final mix (splitmix64).
GramKey word_key(std::u32string_view word) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char32_t c : word) hash = (hash ^ c) * 0x100000001b3U;
  hash = (hash ^ (hash >> 30U)) * 0xbf58476d1ce4e5b9U;
  hash = (hash ^ (hash >> 27U)) * 0x94d049bb133111ebU;
  return (hash ^ (hash >> 31U)) | kWordBit;
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

// The last up to three characters, digits run together, with where each began.
class CharacterWindow {
 public:
  void push(char32_t character, std::uint32_t begin) {
    characters_ = {characters_[1], characters_[2], character};
    begins_ = {begins_[1], begins_[2], begin};
    if (size_ < 3) ++size_;
  }
  void emit(std::uint32_t end, std::vector<Gram>& out) const {
    if (size_ >= 2) out.push_back({pack(characters_[1], characters_[2], 0), begins_[1], end});
    if (size_ >= 3) {
      out.push_back({pack(characters_[0], characters_[1], characters_[2]), begins_[0], end});
    }
  }

 private:
  static GramKey pack(char32_t a, char32_t b, char32_t c) {
    return GramKey{a} | GramKey{b} << kCharacterBits | GramKey{c} << (2 * kCharacterBits);
  }
  std::array<char32_t, 3> characters_{};
  std::array<std::uint32_t, 3> begins_{};
  std::size_t size_ = 0;
};

void collect_words(std::u32string_view passage, std::vector<Gram>& out) {
  for (std::size_t at = 0; at < passage.size();) {
    const CharClass script = char_class(passage[at]);
    std::size_t end = at + 1;
    if (script != CharClass::kKanji && script != CharClass::kKatakana) {
      at = end;
      continue;
    }
    while (end < passage.size() && char_class(passage[end]) == script) ++end;
    const std::size_t length = end - at;
    const auto begin = static_cast<std::uint32_t>(at);
    if (length >= 2 && length <= kLongestWord) {
      out.push_back({word_key(passage.substr(at, length)), begin, static_cast<std::uint32_t>(end)});
    }
    if (script == CharClass::kKanji && length < kLongestWord && end < passage.size() &&
        char_class(passage[end]) == CharClass::kHiragana) {
      out.push_back(
          {word_key(passage.substr(at, length + 1)), begin, static_cast<std::uint32_t>(end + 1)});
    }
    at = end;
  }
}

}  // namespace

GramKind gram_kind(GramKey key) {
  if ((key & kWordBit) != 0) return GramKind::kWord;
  return (key >> (2 * kCharacterBits)) != 0 ? GramKind::kTrigram : GramKind::kBigram;
}

void collect_grams(std::u32string_view passage, std::vector<Gram>& out) {
  out.clear();
  CharacterWindow window;
  for (std::size_t at = 0; at < passage.size();) {
    const std::size_t begin = at;
    char32_t character = passage[at++];
    if (is_digit(character)) {
      character = U'0';
      while (at < passage.size() && is_digit(passage[at])) ++at;
    }
    window.push(character, static_cast<std::uint32_t>(begin));
    window.emit(static_cast<std::uint32_t>(at), out);
  }
  collect_words(passage, out);
}

}  // namespace kizuki
