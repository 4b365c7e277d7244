#include "engine/query/query_words.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/utf8.hpp"
#include "engine/query/phrase_units.hpp"
#include "engine/query/query_characters.hpp"
#include "engine/text/char_class.hpp"

namespace kizuki {
namespace {

/// As far as there is no hiragana.
std::string without_ending(std::string tail) {
  for (std::size_t at = 0; at < tail.size();) {
    const std::size_t begin = at;
    if (char_class(utf8_next(tail, at)) != CharClass::kHiragana) continue;
    tail.resize(begin);
    break;
  }
  return tail;
}

}  // namespace

std::string phrase_gap(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (!is_query_space(utf8_next(text, at))) out.append(text.substr(begin, at - begin));
  }
  return out;
}

Result<QueryWords> analyze_query_words(std::string_view text, Analyzer& analyzer,
                                       AnalyzedText& scratch) {
  if (auto analyzed = analyzer.analyze(text, scratch); !analyzed) {
    return std::move(analyzed).error();
  }
  QueryWords words;
  for (const IndexTerm& term : scratch.terms()) {
    words.terms.push_back({std::string(term.text), term.kind});
  }
  words.pattern.text = text;
  const std::vector<PhraseUnit> units = phrase_units(scratch.terms(), text);
  for (std::size_t i = 0; i < units.size(); ++i) {
    words.pattern.units.push_back(
        {std::string(units[i].term), i == 0 ? std::string() : gap_before(units, i, text)});
  }
  if (units.empty()) return words;
  words.pattern.head = gap_before(units, 0, text);
  words.pattern.tail = without_ending(gap_before(units, units.size(), text));
  return words;
}

}  // namespace kizuki
