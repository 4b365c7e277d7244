#include "engine/query/query_words.hpp"

#include <cstddef>
#include <string>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/query/query_characters.hpp"

namespace kizuki {
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
  words.pattern.text = text;
  std::uint32_t behind_word = 0;  // end of the word before
  std::string gap;
  bool in_word = false;  // the word's own unit is the last one: parts take its place
  for (const IndexTerm& term : scratch.terms()) {
    words.terms.push_back({std::string(term.text), term.kind});
    auto& units = words.pattern.units;
    if (term.kind == TermKind::kWord) {
      gap = units.empty() ? std::string()
                          : phrase_gap(text.substr(behind_word, term.span.begin - behind_word));
      units.push_back({std::string(term.text), gap});
      behind_word = term.span.end;
      in_word = true;
    } else if (term.kind == TermKind::kPart) {
      if (in_word) units.pop_back();
      units.push_back({std::string(term.text), in_word ? gap : std::string()});
      in_word = false;
    }
  }
  return words;
}

}  // namespace kizuki
