#include "engine/query/case_passages.hpp"

#include <algorithm>

namespace kizuki {
namespace {

/// Bytes of the stop (。 ！ ？ or a line break) that stands at `at`; 0: none. Asked for every byte:
/// two bytes tell nearly all of them.
std::size_t stop_at(std::string_view text, std::size_t at) {
  const char lead = text[at];
  if (lead == '\n') return 1;
  if ((lead != '\xE3' && lead != '\xEF') || text.size() - at < 3) return 0;
  const char second = text[at + 1];
  const char third = text[at + 2];
  if (lead == '\xE3') return second == '\x80' && third == '\x82' ? 3 : 0;   // 。
  return second == '\xBC' && (third == '\x81' || third == '\x9F') ? 3 : 0;  // ！ ？
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
  Sentence& added = sentences_.emplace_back();
  added.characters = count_characters(sentence);
  added.pairs.begin = grams_.pairs().size();
  added.kanji.begin = grams_.kanji().size();
  grams_.add(sentence);
  added.pairs.end = grams_.pairs().size();
  added.kanji.end = grams_.kanji().size();
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
  return {{from.pairs.begin, to.pairs.end}, {from.kanji.begin, to.kanji.end}};
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
