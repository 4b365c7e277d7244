#include "server/app/hit_reasons.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/utf8.hpp"
#include "server/app/knowhow_evidence.hpp"
#include "server/web/labels.hpp"

namespace kizuki {

Result<const std::vector<ShownKnowHow>*> QuestionReader::match(const KnowHowReading& knowhow,
                                                               std::string_view text) {
  const auto& matcher = knowhow.findings->matcher;
  if (!explainer_ || matcher_ != matcher) {
    answers_.clear();
    explainer_ = std::make_unique<CaseExplainer>(
        CaseExplainer::Tools{knowhow.tools->analyzer, knowhow.tools->tags, matcher});
    matcher_ = matcher;
  }
  const std::string_view question = utf8_prefix(text, kMostMatchedBytes);
  const Sha256Digest digest = sha256(question);
  const auto known = std::find_if(answers_.begin(), answers_.end(),
                                  [&](const Answer& answer) { return answer.question == digest; });
  if (known != answers_.end()) {
    answers_.splice(answers_.begin(), answers_, known);
  } else {
    if (auto asked = explainer_->ask(question); !asked) return std::move(asked).error();
    answers_.push_front({digest, explainer_->asked()});
    if (answers_.size() > kRemembered) answers_.pop_back();
  }
  return &answers_.front().shown;
}

Result<std::vector<ShownKnowHow>> QuestionReader::read(const KnowHowReading& knowhow,
                                                       std::string_view text) {
  const auto matched = match(knowhow, text);
  if (!matched) return matched.error();
  std::vector<ShownKnowHow> shown;
  for (const ShownKnowHow& one : **matched) {
    // It may have become part of another card, or be none any more.
    const CatalogueCard* card = knowhow.catalogue->standing(one.card);
    if (card == nullptr || card->status != CardStatus::kActive) continue;
    shown.push_back(one);
    shown.back().card = card->card.id;
    shown.back().label = card->card.label;
  }
  return shown;
}

Result<void> HitReasons::ask(std::string_view text, QuestionReader& reader) {
  asked_.clear();
  if (!knowhow_.ready() || !knowhow_.tools || !knowhow_.findings->matcher) return {};
  auto asked = reader.read(knowhow_, text);
  if (!asked) return std::move(asked).error();
  asked_ = std::move(*asked);
  return {};
}

void HitReasons::ask(const CaseBrief& seed) {
  asked_.clear();
  if (knowhow_.ready()) {
    asked_ = know_how_of_case(*knowhow_.findings, *knowhow_.catalogue, seed);
  }
}

std::vector<ShownKnowHow> HitReasons::indexed_know_how(const Hit& hit) const {
  SurestKnowHow shown;
  for (const HitFacet& facet : hit.facets) {
    if (facet.name != kCardFacet) continue;
    const std::string_view label = labels_.find(facet.value);
    if (!label.empty()) shown.add({facet.value, std::string(label), 0, facet.probability, ""});
  }
  return std::move(shown).take();
}

void HitReasons::explain(const CaseBrief& brief, Hit& hit) const {
  for (MatchPlace& place : hit.explanation->places) {
    if (place.field == FieldKind::kBody && place.section < brief.parts.size()) {
      place.steps = brief.parts[place.section].steps;
    }
  }
  hit.explanation->know_how = compare_know_how(
      asked_, knowhow_.ready() ? know_how_of_case(*knowhow_.findings, *knowhow_.catalogue, brief)
                               : indexed_know_how(hit));
}

}  // namespace kizuki
