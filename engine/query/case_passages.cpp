#include "engine/query/case_passages.hpp"

#include <algorithm>
#include <array>

namespace kizuki {
namespace {

constexpr std::array<std::string_view, 4> kStops{"。", "！", "？", "\n"};

/// Bytes of the stop that stands at `at`; 0: none.
std::size_t stop_at(std::string_view text, std::size_t at) {
  const auto found = std::find_if(kStops.begin(), kStops.end(), [&](std::string_view stop) {
    return text.compare(at, stop.size(), stop) == 0;
  });
  return found == kStops.end() ? 0 : found->size();
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  }));
}

}  // namespace

void CasePassages::read(const std::vector<std::string_view>& texts) {
  grams_.clear();
  sentences_.clear();
  for (const std::string_view text : texts) {
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t stop = stop_at(text, at);
      at += std::max<std::size_t>(1, stop);
      if (stop == 0) continue;
      add(text.substr(begin, at - begin));
      begin = at;
    }
    if (begin < text.size()) add(text.substr(begin));
  }
}

void CasePassages::add(std::string_view sentence) {
  Sentence added;
  added.characters = count_characters(sentence);
  added.pairs_begin = grams_.pairs().size();
  added.kanji_begin = grams_.kanji().size();
  grams_.add(sentence);
  added.pairs_end = grams_.pairs().size();
  added.kanji_end = grams_.kanji().size();
  sentences_.push_back(added);
}

CasePassage CasePassages::passage(std::size_t first, std::size_t characters) const {
  std::size_t last = first;
  std::size_t length = sentences_[first].characters;
  while (last + 1 < sentences_.size() && length + sentences_[last + 1].characters <= characters) {
    ++last;
    length += sentences_[last].characters;
  }
  const Sentence& from = sentences_[first];
  const Sentence& to = sentences_[last];
  return {std::span(grams_.pairs()).subspan(from.pairs_begin, to.pairs_end - from.pairs_begin),
          std::span(grams_.kanji()).subspan(from.kanji_begin, to.kanji_end - from.kanji_begin)};
}

CasePassage CasePassages::opening(std::size_t characters) const {
  return sentences_.empty() ? CasePassage() : passage(0, characters);
}

void CasePassages::passages(std::size_t characters, std::vector<CasePassage>& passages) const {
  passages.clear();
  for (std::size_t first = 0; first < sentences_.size(); ++first) {
    passages.push_back(passage(first, characters));
  }
}

}  // namespace kizuki
