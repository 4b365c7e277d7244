#include "engine/tagging/tagger.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/tagging/scale_tag.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kWalls = 5;
// Sections that tell what the company came with, and the step that finds what lies behind.
constexpr std::size_t kOpeningSections = 2;
constexpr std::size_t kInsightStep = 3;  // step 4, 0-based

/// The first section that shows step 4 more likely than not; sections() when none does.
std::size_t insight_section(const std::vector<StepMarginals>& steps) {
  const auto found = std::find_if(steps.begin(), steps.end(), [](const StepMarginals& marginals) {
    return marginals.steps[kInsightStep] >= kSureConfidence;
  });
  return static_cast<std::size_t>(found - steps.begin());
}

}  // namespace

Tagger::Tagger(std::shared_ptr<const TagModel> model, const TaggerSettings& settings)
    : settings_(settings), predictor_(std::move(model)), evidence_(predictor_.model()) {}

StepTag Tagger::step_tag(std::size_t section, std::size_t step) {
  StepTag tag;
  tag.step = static_cast<int>(step) + 1;
  tag.confidence = prediction_.steps[section].steps[step];
  if (settings_.evidence) {
    tag.evidence = evidence_.of_step(prediction_, section, step);
    tag.failed = !tag.evidence.empty() && tag.evidence.front().denied;
  }
  return tag;
}

SectionTags Tagger::section_tags(std::size_t section) {
  const StepMarginals& marginals = prediction_.steps[section];
  SectionTags tags;
  tags.none = marginals.none;
  const auto best = std::max_element(marginals.steps.begin(), marginals.steps.end());
  const auto likeliest = static_cast<std::size_t>(best - marginals.steps.begin());
  for (std::size_t step = 0; step < kSteps; ++step) {
    if (marginals.steps[step] >= predictor_.model().steps.threshold) {
      tags.steps.push_back(step_tag(section, step));
    }
  }
  if (tags.steps.empty()) {
    tags.likeliest = step_tag(section, likeliest);
    if (tags.none < settings_.none_threshold) tags.steps.push_back(tags.likeliest);
  } else {
    tags.likeliest = *std::max_element(
        tags.steps.begin(), tags.steps.end(),
        [](const StepTag& a, const StepTag& b) { return a.confidence < b.confidence; });
  }
  return tags;
}

// What the opening says is stated; what is first spoken of in or behind the section of insight is
// essential.
IssueTag Tagger::issue_tag(std::size_t issue) {
  const TagModel& model = predictor_.model();
  IssueTag tag;
  tag.issue = model.lexicon.issues()[issue];
  tag.confidence = prediction_.issues[issue];
  if (!settings_.evidence) return tag;
  tag.evidence = evidence_.of_issue(prediction_, issue);
  const std::size_t insight = insight_section(prediction_.steps);
  const CaseText& text = prediction_.features.text;
  for (const CaseField& field : text.fields) {
    if (field.kind != CaseFieldKind::kBody) continue;
    for (const SentenceFeatures& sentence : prediction_.features.of(field)) {
      const bool named =
          std::any_of(sentence.cues.begin(), sentence.cues.end(), [&](const CueHit& hit) {
            const Cue& cue = model.lexicon.cue(hit.phrase);
            return cue.label == issue &&
                   (cue.kind == CueKind::kIssueCue || cue.kind == CueKind::kIssueStem);
          });
      if (!named) continue;
      if (field.section < std::min(kOpeningSections, insight)) {
        tag.stage = IssueStage::kStated;
      } else if (field.section >= insight) {
        tag.stage = IssueStage::kEssential;
      }
      return tag;
    }
  }
  return tag;
}

void Tagger::add_walls(CaseTags& tags) const {
  for (std::size_t wall = 0; wall < kWalls; ++wall) {
    auto evidence = evidence_.of_wall(prediction_.features, wall);
    if (!evidence.empty())
      tags.walls.push_back({"W" + std::to_string(wall + 1), std::move(evidence)});
  }
}

void Tagger::add_names(const CaseRecord& record, CaseTags& tags) const {
  const TagLexicon& lexicon = predictor_.model().lexicon;
  auto evidence = evidence_.of_names(prediction_.features);
  std::vector<bool> is_partner(lexicon.names().size(), false);
  for (std::uint32_t phrase = 0; phrase < lexicon.phrases().size(); ++phrase) {
    const Cue& cue = lexicon.cue(phrase);
    if (cue.kind == CueKind::kPartner) is_partner[cue.label] = true;
  }
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    const std::string& name = lexicon.names()[i];
    if (evidence[i].empty() || evidence[i].front().denied) continue;
    // 「商工会」 is part of 「商工会・商工会議所」.
    const bool is_supporter =
        !record.supporter.empty() && name.find(record.supporter) != std::string::npos;
    if (is_partner[i] && is_supporter) continue;
    (is_partner[i] ? tags.partners : tags.tools).push_back({name, std::move(evidence[i])});
  }
}

Result<CaseTags> Tagger::tag_case(const CaseRecord& record) {
  if (auto done = predictor_.predict(record, prediction_); !done) return std::move(done).error();
  if (settings_.overlay) {
    settings_.overlay->adjust_issues(prediction_.issue_text, prediction_.issues);
    for (std::size_t section = 0; section < record.sections.size(); ++section) {
      settings_.overlay->adjust_steps(prediction_.sections[section].text,
                                      prediction_.steps[section]);
    }
  }
  CaseTags tags;
  tags.scale = tag_scale(record, prediction_.features.text, settings_.use_given_scale);
  for (std::size_t section = 0; section < record.sections.size(); ++section) {
    tags.sections.push_back(section_tags(section));
  }
  const auto& thresholds = predictor_.model().issues.thresholds;
  for (const std::size_t issue : choose_issues(prediction_.issues, thresholds)) {
    tags.issues.push_back(issue_tag(issue));
  }
  if (settings_.evidence) add_walls(tags);
  add_names(record, tags);
  return tags;
}

}  // namespace kizuki
