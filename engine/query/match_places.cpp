#include "engine/query/match_places.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace kizuki {
namespace {

bool is_of_section(FieldKind kind) {
  return kind == FieldKind::kHeading || kind == FieldKind::kBody;
}

void add_word(std::string_view word, MatchPlace& place) {
  if (place.words.size() == kMaxWordsOfPlace) return;
  if (std::find(place.words.begin(), place.words.end(), word) != place.words.end()) return;
  place.words.emplace_back(word);
}

}  // namespace

std::string_view part_name(FieldKind field) {
  switch (field) {
    case FieldKind::kTitle:
      return "題名";
    case FieldKind::kBusiness:
      return "事業";
    case FieldKind::kOutcome:
      return "成果";
    case FieldKind::kHeading:
    case FieldKind::kBody:
      break;
  }
  return "本文";
}

std::vector<MatchPlace> find_match_places(const CaseMatches& matches) {
  const std::vector<AnalyzedField>& fields = matches.analysis().fields;
  std::vector<MatchPlace> places;
  std::string heading;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const AnalyzedField& field = fields[i];
    if (field.kind == FieldKind::kHeading) heading = field.text;
    const std::vector<TextSpan> marks = matches.marks(i);
    const bool of_section = is_of_section(field.kind);
    const bool continues = of_section && !places.empty() && is_of_section(places.back().field) &&
                           places.back().section == field.section;
    if (marks.empty()) continue;
    if (!continues) {
      MatchPlace place;
      place.field = of_section ? FieldKind::kBody : field.kind;
      place.section = field.section;
      places.push_back(std::move(place));
    }
    if (of_section) places.back().heading = heading;
    for (const TextSpan mark : marks) add_word(mark.of(field.text), places.back());
  }
  return places;
}

}  // namespace kizuki
