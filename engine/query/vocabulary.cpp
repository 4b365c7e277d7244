#include "engine/query/vocabulary.hpp"

#include <algorithm>
#include <bitset>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/query/near_word.hpp"

namespace kizuki {
namespace {

/// The characters of a word, empty when it is longer than any that is kept.
std::u32string characters_of(std::string_view text) {
  std::u32string characters;
  for (std::size_t at = 0; at < text.size();) {
    if (characters.size() == Vocabulary::kMostCharacters) return {};
    characters += utf8_next(text, at);
  }
  return characters;
}

/// Characters of the one that the other cannot have.
std::size_t count_missing(std::uint64_t from, std::uint64_t in) {
  return std::bitset<64>(from & ~in).count();
}

}  // namespace

Result<Vocabulary> Vocabulary::read(const FirstStage& first_stage) {
  Vocabulary vocabulary;
  auto done = first_stage.for_each_word(
      [&](std::string_view word, std::uint64_t cases) { vocabulary.add(word, cases); });
  if (!done) return std::move(done).error();
  return vocabulary;
}

Vocabulary::Mark Vocabulary::mark_of(std::u32string_view word) {
  Mark mark = 0;
  for (const char32_t c : word) {
    const auto hash = static_cast<std::uint32_t>(c) * 0x9E3779B1U;
    mark |= Mark{1} << (hash >> 26);
  }
  return mark;
}

void Vocabulary::add(std::string_view word, std::uint64_t cases) {
  if (cases == 0 || !utf8_is_valid(word)) return;
  const std::u32string characters = characters_of(word);
  if (characters.size() < kLeastCharacters) return;
  Length& length = lengths_[characters.size()];
  length.words.push_back({mark_of(characters), cases, length.characters.size()});
  length.characters += characters;
}

std::vector<std::string> Vocabulary::near(std::string_view word) const {
  NearWords near(word);
  if (!near.has_effect()) return {};
  const std::u32string characters = characters_of(word);
  const Mark mark = mark_of(characters);
  const std::size_t slips = near.slips();
  const std::size_t first = characters.size() - slips;
  const std::size_t last = std::min(characters.size() + slips, kMostCharacters);
  for (std::size_t size = first; size <= last; ++size) {
    const Length& length = lengths_[size];
    const std::u32string_view all = length.characters;
    for (const Known& known : length.words) {
      // A slip takes out one character at most and puts in one at most.
      if (count_missing(mark, known.mark) > slips) continue;
      if (count_missing(known.mark, mark) > slips) continue;
      near.offer(all.substr(known.begin, size), known.cases);
    }
  }
  return std::move(near).take();
}

}  // namespace kizuki
