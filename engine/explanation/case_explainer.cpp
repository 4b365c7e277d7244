#include "engine/explanation/case_explainer.hpp"

#include <cstdint>
#include <utility>

#include "engine/tagging/given_tags.hpp"

namespace kizuki {
namespace {

TaggerSettings steps_alone() {
  TaggerSettings settings;
  settings.evidence = false;
  return settings;
}

std::vector<int> steps_of_bits(StepBits bits) {
  std::vector<int> steps;
  for (int step = 1; step <= 7; ++step) {
    if ((bits >> (step - 1) & 1) != 0) steps.push_back(step);
  }
  return steps;
}

}  // namespace

CaseExplainer::CaseExplainer(const Tools& tools)
    : cards_(tools.cards),
      scanner_(tools.analyzer, tools.cards, false),
      confidences_(tools.cards),
      tagger_(tools.tags, steps_alone()) {}

Result<CaseExplainer::Steps> CaseExplainer::steps_of(const CaseRecord& record) {
  if (gives_steps(record)) return Steps{given_step_bits(record), false};
  const auto tags = tagger_.tag_case(record);
  if (!tags) return tags.error();
  Steps steps{{}, true};
  for (const SectionTags& section : tags->sections) {
    std::vector<int> of_section;
    for (const StepTag& tag : section.steps) of_section.push_back(tag.step);
    steps.sections.push_back(step_bits(of_section));
  }
  return steps;
}

Result<std::vector<ShownKnowHow>> CaseExplainer::know_how_of(const CaseRecord& record,
                                                             const Steps& steps) {
  if (auto scanned = scanner_.scan(record, steps.sections, scan_); !scanned) {
    return std::move(scanned).error();
  }
  SurestKnowHow shown;
  for (const ScannedSentence& sentence : scan_.sentences) {
    const std::string_view text = sentence.span.of(record.sections[sentence.section].text);
    for (const CardMatch& match : sentence.matches) {
      const KnowHowCard& card = cards_->cards()[match.card];
      shown.add({card.id, card.label, static_cast<std::uint16_t>(sentence.section),
                 confidences_.confidence(match.score), std::string(text)});
    }
  }
  return std::move(shown).take();
}

Result<void> CaseExplainer::ask(std::string_view text) {
  CaseRecord notes;
  notes.sections.push_back({"", std::string(text), {}, {}});
  return ask(notes);
}

Result<void> CaseExplainer::ask(const CaseRecord& seed) {
  asked_.clear();
  const auto steps = steps_of(seed);
  if (!steps) return steps.error();
  auto shown = know_how_of(seed, *steps);
  if (!shown) return std::move(shown).error();
  asked_ = std::move(*shown);
  return {};
}

Result<void> CaseExplainer::explain(const CaseRecord& record, Hit& hit) {
  const auto steps = steps_of(record);
  if (!steps) return steps.error();
  for (MatchPlace& place : hit.explanation->places) {
    if (place.field != FieldKind::kBody || place.section >= steps->sections.size()) continue;
    place.steps = steps_of_bits(steps->sections[place.section]);
    place.steps_are_predicted = steps->predicted;
  }
  auto shown = know_how_of(record, *steps);
  if (!shown) return std::move(shown).error();
  hit.explanation->know_how = compare_know_how(asked_, std::move(*shown));
  return {};
}

}  // namespace kizuki
