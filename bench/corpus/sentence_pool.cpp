#include "bench/corpus/sentence_pool.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& set, std::string_view character) {
  return std::find(set.begin(), set.end(), character) != set.end();
}

constexpr std::array<std::string_view, 8> kSpaces = {" ",  "\t", "\n",     "\r",
                                                     "\v", "\f", "\u3000", "\u00A0"};
constexpr std::array<std::string_view, 3> kEnds = {"。", "！", "？"};
constexpr std::array<std::string_view, 3> kOpening = {"「", "『", "（"};
constexpr std::array<std::string_view, 3> kClosing = {"」", "』", "）"};

// Calls take(character) for each code point; `text` is valid UTF-8.
template <typename Take>
void for_each_character(std::string_view text, const Take& take) {
  while (!text.empty()) {
    const std::size_t size = utf8_size(static_cast<unsigned char>(text.front()));
    take(text.substr(0, size));
    text.remove_prefix(std::min(size, text.size()));
  }
}

}  // namespace

std::string squeezed(std::string_view text) {
  std::string out;
  bool space = false;
  for_each_character(text, [&](std::string_view character) {
    if (is_one_of(kSpaces, character)) {
      space = true;
      return;
    }
    if (space && !out.empty()) out += ' ';
    space = false;
    out += character;
  });
  return out;
}

std::vector<std::string> cut_sentences(std::string_view text) {
  std::vector<std::string> sentences;
  std::string sentence;
  int depth = 0;
  for_each_character(text, [&](std::string_view character) {
    sentence += character;
    if (is_one_of(kOpening, character)) ++depth;
    if (is_one_of(kClosing, character)) depth = std::max(0, depth - 1);
    if (depth > 0 || !is_one_of(kEnds, character)) return;
    sentences.push_back(std::exchange(sentence, {}));
  });
  if (!sentence.empty()) sentences.push_back(std::move(sentence));
  return sentences;
}

void SentencePool::add(std::string_view text) {
  std::vector<std::string> cut = cut_sentences(squeezed(text));
  if (cut.empty()) return;
  lengths_.push_back(cut.size());
  for (std::string& sentence : cut) sentences_.push_back(std::move(sentence));
}

const std::string& SentencePool::draw(SplitMix64& random) const {
  assert(!empty());
  return sentences_[static_cast<std::size_t>(random.below(sentences_.size()))];
}

std::string SentencePool::draw_text(SplitMix64& random) const {
  assert(!empty());
  const std::size_t count = lengths_[static_cast<std::size_t>(random.below(lengths_.size()))];
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += draw(random);
  return text;
}

}  // namespace kizuki
