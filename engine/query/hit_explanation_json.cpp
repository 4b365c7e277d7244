#include "engine/query/hit_explanation_json.hpp"

#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

namespace kizuki {
namespace {

double hundredths(double value) { return std::round(value * 100) / 100; }

Json place_as_json(const MatchPlace& place) {
  Json json;
  json.set("field", field_code(place.field));
  if (place.field == FieldKind::kBody) {
    json.set("section", std::int64_t{place.section});
    json.set("heading", place.heading);
    JsonArray steps;
    for (const int step : place.steps) steps.emplace_back(std::to_string(step));
    json.set("steps", std::move(steps));
    json.set("steps_are_predicted", place.steps_are_predicted);
  }
  JsonArray words;
  for (const std::string& word : place.words) words.emplace_back(word);
  json.set("words", std::move(words));
  return json;
}

Json know_how_as_json(const KnowHowReason& reason) {
  Json json;
  json.set("card", reason.card);
  json.set("label", reason.label);
  json.set("shared", !reason.asked.empty());
  json.set("asked", reason.asked.empty() ? Json() : Json(reason.asked));
  json.set("found", reason.found);
  json.set("section", std::int64_t{reason.section});
  json.set("confidence", hundredths(double{reason.confidence}));
  return json;
}

}  // namespace

std::string_view field_code(FieldKind kind) {
  switch (kind) {
    case FieldKind::kTitle:
      return "title";
    case FieldKind::kBusiness:
      return "business";
    case FieldKind::kHeading:
      return "heading";
    case FieldKind::kBody:
      return "body";
    case FieldKind::kOutcome:
      return "outcome";
  }
  return "";
}

bool differs(const AttributeReason& reason) {
  return reason.shared.empty() && !reason.asked.empty() && !reason.found.empty();
}

Json explanation_as_json(const HitExplanation& explanation,
                         const std::vector<AttributeReason>& reasons) {
  Json score;
  score.set("words", hundredths(explanation.score.words));
  score.set("characters", hundredths(explanation.score.characters));
  score.set("attributes", hundredths(explanation.score.attributes));
  JsonArray places;
  for (const MatchPlace& place : explanation.places) places.push_back(place_as_json(place));
  JsonArray know_how;
  for (const KnowHowReason& reason : explanation.know_how) {
    know_how.push_back(know_how_as_json(reason));
  }
  JsonArray different;
  for (const AttributeReason& reason : reasons) {
    if (differs(reason)) different.emplace_back(reason.name);
  }
  Json json;
  json.set("score", std::move(score));
  json.set("places", std::move(places));
  json.set("know_how", std::move(know_how));
  json.set("differs", std::move(different));
  return json;
}

}  // namespace kizuki
