#include "engine/query/phrase_matcher.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/base/utf8.hpp"
#include "engine/query/phrase_units.hpp"
#include "engine/query/query_characters.hpp"

namespace kizuki {
namespace {

/// The units of the field, with the terms that they are views into.
std::vector<PhraseUnit> units_of(const AnalyzedField& field,
                                 const std::vector<std::string>& terms) {
  std::vector<IndexTerm> placed;
  placed.reserve(field.occurrences.size());
  for (const TermOccurrence& occurrence : field.occurrences) {
    placed.push_back({terms[occurrence.term], occurrence.span, occurrence.kind});
  }
  return phrase_units(placed, field.text);
}

bool stands_at(const PhrasePattern& pattern, const std::vector<PhraseUnit>& units, std::size_t at,
               std::string_view text) {
  for (std::size_t i = 0; i < pattern.units.size(); ++i) {
    if (units[at + i].term != pattern.units[i].term) return false;
  }
  for (std::size_t i = 1; i < pattern.units.size(); ++i) {
    if (gap_before(units, at + i, text) != pattern.units[i].gap) return false;
  }
  const std::size_t behind = at + pattern.units.size();
  return (pattern.head.empty() || gap_before(units, at, text).ends_with(pattern.head)) &&
         (pattern.tail.empty() || gap_before(units, behind, text).starts_with(pattern.tail));
}

/// The offset so many characters before `at`, white space not counted.
std::size_t step_back(std::string_view text, std::size_t at, std::size_t characters) {
  while (characters > 0 && at > 0) {
    do --at;
    while (at > 0 && !utf8_is_border(text, at));
    std::size_t next = at;
    if (!is_query_space(utf8_next(text, next))) --characters;
  }
  return at;
}

std::size_t step_on(std::string_view text, std::size_t at, std::size_t characters) {
  while (characters > 0 && at < text.size()) {
    if (!is_query_space(utf8_next(text, at))) --characters;
  }
  return at;
}

TextSpan span_of(const PhrasePattern& pattern, const PhraseUnit& first, const PhraseUnit& last,
                 std::string_view text) {
  TextSpan span{first.word.begin, last.word.end};
  if (!pattern.head.empty()) {
    const std::size_t begin = step_back(text, first.place.begin, utf8_length(pattern.head));
    span.begin = std::min(span.begin, static_cast<std::uint32_t>(begin));
  }
  if (!pattern.tail.empty()) {
    const std::size_t end = step_on(text, last.place.end, utf8_length(pattern.tail));
    span.end = std::max(span.end, static_cast<std::uint32_t>(end));
  }
  return span;
}

}  // namespace

std::vector<TextSpan> find_phrase(const PhrasePattern& pattern, const AnalyzedField& field,
                                  const std::vector<std::string>& terms) {
  std::vector<TextSpan> places;
  const std::size_t length = pattern.units.size();
  if (length == 0) return places;
  const std::vector<PhraseUnit> units = units_of(field, terms);
  for (std::size_t at = 0; at + length <= units.size();) {
    if (!stands_at(pattern, units, at, field.text)) {
      ++at;
      continue;
    }
    const TextSpan place = span_of(pattern, units[at], units[at + length - 1], field.text);
    // The text before one place may be the text behind another.
    if (places.empty() || places.back().end <= place.begin) places.push_back(place);
    at += length;
  }
  return places;
}

}  // namespace kizuki
