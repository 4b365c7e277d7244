#include "engine/query/case_passages.hpp"

#include <algorithm>

#include "engine/text/gram_scanner.hpp"

namespace kizuki {
namespace {

bool is_stop(char32_t mark) {
  return mark == 0x3002 || mark == 0xFF01 || mark == 0xFF1F || mark == U'\n';  // 。 ！ ？
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  }));
}

}  // namespace

/// Takes what scan_grams gives.
class CasePassages::Reader {
 public:
  Reader(std::vector<Sentence>& sentences, GramQuery& pairs, GramQuery& kanji)
      : sentences_(sentences), pairs_(pairs), kanji_(kanji) {}

  void pair(char32_t first, char32_t second) { pairs_.add_pair(first, second); }
  void kanji(char32_t c) { kanji_.add_kanji(c); }
  void plain() { ++sentence_.characters; }
  void unplain(std::string_view bytes) { sentence_.characters += count_characters(bytes); }
  void mark(char32_t c) {
    if (is_stop(c)) end_sentence();
  }
  void begin_piece() {
    pairs_before_ = pairs_.size();
    kanji_before_ = kanji_.size();
  }
  void drop_piece() {
    pairs_.cut(pairs_before_);
    kanji_.cut(kanji_before_);
  }

  void read(std::string_view text) {
    begin_sentence();
    scan_grams(text, *this);
    if (sentence_.characters > 0) end_sentence();
  }

 private:
  void begin_sentence() {
    sentence_ = {};
    sentence_.pairs.begin = pairs_.size();
    sentence_.kanji.begin = kanji_.size();
  }
  void end_sentence() {
    sentence_.pairs.end = pairs_.size();
    sentence_.kanji.end = kanji_.size();
    sentences_.push_back(sentence_);
    begin_sentence();
  }

  std::vector<Sentence>& sentences_;
  GramQuery& pairs_;
  GramQuery& kanji_;
  Sentence sentence_;  // that is being read
  std::size_t pairs_before_ = 0;
  std::size_t kanji_before_ = 0;
};

void CasePassages::read(const std::vector<std::string_view>& texts, GramQuery& pairs,
                        GramQuery& kanji) {
  sentences_.clear();
  pairs.begin();
  kanji.begin();
  Reader reader(sentences_, pairs, kanji);
  for (const std::string_view text : texts) reader.read(text);
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
