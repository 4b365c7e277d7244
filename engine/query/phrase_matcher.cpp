#include "engine/query/phrase_matcher.hpp"

#include <cstddef>
#include <string_view>

#include "engine/query/query_words.hpp"

namespace kizuki {
namespace {

/// A term of the field at the finest grain.
struct Unit {
  std::string_view term;
  TextSpan span;         // of the word that holds it
  TextSpan gap;          // original text between the word before and this one
  bool follows = false;  // a later part of the same compound: there is no gap
};

std::vector<Unit> units_of(const AnalyzedField& field, const std::vector<std::string>& terms) {
  std::vector<Unit> units;
  std::uint32_t behind_word = 0;
  bool in_word = false;  // the word's own unit is the last one: parts take its place
  for (const TermOccurrence& occurrence : field.occurrences) {
    const std::string_view term = terms[occurrence.term];
    if (occurrence.kind == TermKind::kWord) {
      const TextSpan gap{behind_word, occurrence.span.begin};
      units.push_back({term, occurrence.span, gap, false});
      behind_word = occurrence.span.end;
      in_word = true;
    } else if (occurrence.kind == TermKind::kPart && !units.empty()) {
      if (in_word) {
        units.back().term = term;
      } else {
        units.push_back({term, units.back().span, {}, true});
      }
      in_word = false;
    }
  }
  return units;
}

bool same_gap(const Unit& unit, std::string_view wanted, std::string_view text) {
  if (unit.follows || unit.gap.empty()) return wanted.empty();
  return phrase_gap(unit.gap.of(text)) == wanted;
}

bool stands_at(const PhrasePattern& pattern, const std::vector<Unit>& units, std::size_t at,
               std::string_view text) {
  for (std::size_t i = 0; i < pattern.units.size(); ++i) {
    const Unit& unit = units[at + i];
    if (unit.term != pattern.units[i].term) return false;
    if (i > 0 && !same_gap(unit, pattern.units[i].gap, text)) return false;
  }
  return true;
}

}  // namespace

std::vector<TextSpan> find_phrase(const PhrasePattern& pattern, const AnalyzedField& field,
                                  const std::vector<std::string>& terms) {
  std::vector<TextSpan> places;
  const std::size_t length = pattern.units.size();
  if (length == 0) return places;
  const std::vector<Unit> units = units_of(field, terms);
  for (std::size_t at = 0; at + length <= units.size();) {
    if (!stands_at(pattern, units, at, field.text)) {
      ++at;
      continue;
    }
    places.push_back({units[at].span.begin, units[at + length - 1].span.end});
    at += length;
  }
  return places;
}

}  // namespace kizuki
