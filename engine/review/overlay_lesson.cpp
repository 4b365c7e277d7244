#include "engine/review/overlay_lesson.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "engine/base/hash.hpp"
#include "engine/library/stored_record.hpp"
#include "engine/tagging/given_tags.hpp"
#include "engine/tagging/tagger.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kIssueName = "issue";
constexpr std::string_view kStepName = "step";

std::optional<std::uint32_t> issue_number(const TagModel& model, std::string_view code) {
  const auto& issues = model.lexicon.issues();
  const auto found = std::find(issues.begin(), issues.end(), code);
  if (found == issues.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - issues.begin());
}

std::optional<std::uint32_t> step_number(std::string_view value) {
  if (value.size() != 1 || value[0] < '1' || value[0] >= static_cast<char>('1' + kSteps)) {
    return std::nullopt;
  }
  return static_cast<std::uint32_t>(value[0] - '1');
}

/// What the index would claim of the record, without what the record gives.
std::vector<TagName> claimed_tags(const CaseRecord& record, const CaseTags& tags) {
  std::vector<TagName> claimed;
  if (!gives_issues(record)) {
    for (const IssueTag& tag : tags.issues) {
      if (tag.confidence < kLeastClaimedConfidence) continue;
      claimed.push_back({std::string(kIssueName), tag.issue});
    }
  }
  if (!gives_steps(record)) {
    for (const SectionTags& section : tags.sections) {
      for (const StepTag& tag : section.steps) {
        if (tag.confidence < kLeastClaimedConfidence) continue;
        claimed.push_back({std::string(kStepName), std::to_string(tag.step)});
      }
    }
  }
  std::sort(claimed.begin(), claimed.end());
  claimed.erase(std::unique(claimed.begin(), claimed.end()), claimed.end());
  return claimed;
}

void sort_by_label(std::vector<OverlayExample::Verdict>& verdicts) {
  std::sort(verdicts.begin(), verdicts.end(),
            [](const auto& a, const auto& b) { return a.label < b.label; });
}

/// What the tagger says of the sections of the case that it tagged last.
std::vector<OverlayExample::Part> sections_of(const Tagger& tagger, std::size_t sections) {
  std::vector<OverlayExample::Part> parts;
  for (std::size_t section = 0; section < sections; ++section) {
    const StepValues& steps = tagger.step_probabilities(section).steps;
    parts.push_back({tagger.step_text(section), {steps.begin(), steps.end()}});
  }
  return parts;
}

}  // namespace

/// What was said about the issues and steps of one case.
struct OverlayTeacher::Said {
  std::string case_id;
  std::string compartment;
  std::vector<OverlayExample::Verdict> issues;
  std::vector<OverlayExample::Verdict> steps;
  std::uint64_t newest = 0;
};

OverlayTeacher::OverlayTeacher(const Library& library, const CaseCodec& codec,
                               std::shared_ptr<const TagModel> model)
    : library_(library), codec_(codec), model_(std::move(model)) {}

/// Ascending by case id.
Result<std::vector<OverlayTeacher::Said>> OverlayTeacher::all_said() const {
  std::map<std::string, Said> by_case;
  auto listed = library_.for_each_confirmation(0, [&](const Confirmation& confirmation) {
    const bool is_step = confirmation.name == kStepName;
    if (confirmation.taken_back) return true;
    if (!is_step && confirmation.name != kIssueName) return true;
    const auto label =
        is_step ? step_number(confirmation.value) : issue_number(*model_, confirmation.value);
    if (!label) return true;
    Said& said = by_case[confirmation.case_id];
    (is_step ? said.steps : said.issues).push_back({*label, confirmation.confirmed});
    said.newest = std::max(said.newest, confirmation.sequence);
    return true;
  });
  if (!listed) return std::move(listed).error();
  std::vector<std::string> ids;
  ids.reserve(by_case.size());
  for (const auto& [id, said] : by_case) ids.push_back(id);
  const auto states = library_.current_states(ids);
  if (!states) return states.error();
  std::vector<Said> all;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (!(*states)[i]) continue;
    Said& said = by_case[ids[i]];
    said.case_id = ids[i];
    said.compartment = (*states)[i]->compartment;
    sort_by_label(said.issues);
    sort_by_label(said.steps);
    all.push_back(std::move(said));
  }
  return all;
}

Result<std::vector<std::string>> OverlayTeacher::compartments() const {
  const auto all = all_said();
  if (!all) return all.error();
  std::set<std::string> names;
  for (const Said& said : *all) names.insert(said.compartment);
  return std::vector<std::string>(names.begin(), names.end());
}

Result<OverlayLesson> OverlayTeacher::learn(const std::string& compartment) {
  const auto all = all_said();
  if (!all) return all.error();
  Tagger tagger(model_, TaggerSettings{.evidence = false});
  std::vector<OverlayExample> issues;
  std::vector<OverlayExample> steps;
  OverlayLesson lesson;
  lesson.overlay.compartment = compartment;
  lesson.overlay.model = model_->fingerprint;
  for (const Said& said : *all) {
    if (said.compartment != compartment) continue;
    const auto stored = library_.get(said.case_id);
    if (!stored) return stored.error();
    const auto record = decode_stored(*stored, codec_);
    if (!record) return record.error();
    if (const auto tags = tagger.tag_case(*record); !tags) return tags.error();
    if (!said.issues.empty()) {
      issues.push_back({{{tagger.issue_text(), tagger.issue_probabilities()}}, said.issues});
    }
    if (!said.steps.empty()) {
      steps.push_back({sections_of(tagger, record->sections.size()), said.steps});
    }
    lesson.overlay.learned_from.push_back(xxh3(said.case_id));
    lesson.overlay.confirmation_sequence =
        std::max(lesson.overlay.confirmation_sequence, said.newest);
  }
  std::sort(lesson.overlay.learned_from.begin(), lesson.overlay.learned_from.end());
  lesson.overlay.issues = train_overlay(issues);
  lesson.overlay.steps = train_overlay(steps);
  lesson.agreement = cross_validate_overlay(issues);
  const OverlayAgreement of_steps = cross_validate_overlay(steps);
  lesson.agreement.verdicts += of_steps.verdicts;
  lesson.agreement.model += of_steps.model;
  lesson.agreement.overlay += of_steps.overlay;
  return lesson;
}

Result<LessonEffect> OverlayTeacher::effect(const std::string& compartment,
                                            std::shared_ptr<const TagOverlay> now,
                                            std::shared_ptr<const TagOverlay> then,
                                            std::size_t examples, const GoOn& go_on) {
  Tagger before(model_, TaggerSettings{.evidence = false, .overlay = std::move(now)});
  Tagger after(model_, TaggerSettings{.evidence = false, .overlay = std::move(then)});
  LessonEffect effect;
  const auto sequence = library_.sequence();
  if (!sequence) return sequence.error();
  const auto snapshot = library_.snapshot(*sequence);
  if (!snapshot) return snapshot.error();
  for (const auto& group : snapshot->compartments) {
    if (group.name != compartment) continue;
    std::uint64_t done = 0;
    for (const std::uint64_t row : group.rows) {
      if (!go_on(done++, group.rows.size())) return effect;
      const auto stored = library_.read_row(row);
      if (!stored) return stored.error();
      if (!stored->has_value()) continue;
      const auto record = decode_stored(**stored, codec_);
      if (!record) return record.error();
      if (gives_issues(*record) && gives_steps(*record)) continue;
      const auto old_tags = before.tag_case(*record);
      if (!old_tags) return old_tags.error();
      const auto new_tags = after.tag_case(*record);
      if (!new_tags) return new_tags.error();
      ++effect.cases;
      const auto old_names = claimed_tags(*record, *old_tags);
      const auto new_names = claimed_tags(*record, *new_tags);
      if (old_names == new_names) continue;
      ++effect.changed;
      if (effect.examples.size() == examples) continue;
      TagChange& change = effect.examples.emplace_back();
      change.case_id = (*stored)->id;
      std::set_difference(new_names.begin(), new_names.end(), old_names.begin(), old_names.end(),
                          std::back_inserter(change.gained));
      std::set_difference(old_names.begin(), old_names.end(), new_names.begin(), new_names.end(),
                          std::back_inserter(change.lost));
    }
  }
  return effect;
}

}  // namespace kizuki
