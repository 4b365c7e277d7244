#include "engine/query/phrase_units.hpp"

#include <cstdint>

#include "engine/query/query_words.hpp"

namespace kizuki {
namespace {

bool same_span(TextSpan left, TextSpan right) {
  return left.begin == right.begin && left.end == right.end;
}

/// Where `part` stands in the word from byte `from` of the text on.
TextSpan place_of(std::string_view part, TextSpan word, std::uint32_t from, std::string_view text) {
  const std::size_t at = text.substr(0, word.end).find(part, from);
  if (at == std::string_view::npos) return word;
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + part.size())};
}

}  // namespace

std::vector<PhraseUnit> phrase_units(std::span<const IndexTerm> terms, std::string_view text) {
  std::vector<PhraseUnit> units;
  bool in_word = false;  // the word's own unit is the last one: parts take its place
  for (const IndexTerm& term : terms) {
    if (term.kind == TermKind::kWord) {
      units.push_back({term.text, term.span, term.span});
      in_word = true;
    } else if (term.kind == TermKind::kPart && !units.empty()) {
      const TextSpan word = units.back().word;
      const std::uint32_t from = in_word ? word.begin : units.back().place.end;
      if (in_word) units.pop_back();
      units.push_back({term.text, word, place_of(term.text, word, from, text)});
      in_word = false;
    }
  }
  return units;
}

std::string gap_before(const std::vector<PhraseUnit>& units, std::size_t at,
                       std::string_view text) {
  const std::size_t begin = at == 0 ? 0 : units[at - 1].place.end;
  if (at == units.size()) return phrase_gap(text.substr(begin));
  const PhraseUnit& unit = units[at];
  if (at > 0 && same_span(unit.word, units[at - 1].word) &&
      (same_span(unit.place, unit.word) || begin > unit.place.begin)) {
    return {};
  }
  return phrase_gap(text.substr(begin, unit.place.begin - begin));
}

}  // namespace kizuki
