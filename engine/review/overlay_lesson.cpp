#include "engine/review/overlay_lesson.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "engine/base/hash.hpp"
#include "engine/base/json.hpp"
#include "engine/tagging/given_tags.hpp"
#include "engine/tagging/tagger.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kIssueName = "issue";
std::optional<std::uint32_t> issue_number(const TagModel& model, std::string_view code) {
  const auto& issues = model.lexicon.issues();
  const auto found = std::find(issues.begin(), issues.end(), code);
  if (found == issues.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - issues.begin());
}

std::vector<std::string> claimed_issues(const CaseTags& tags) {
  std::vector<std::string> codes;
  for (const IssueTag& tag : tags.issues) {
    if (tag.confidence >= kLeastClaimedConfidence) codes.push_back(tag.issue);
  }
  std::sort(codes.begin(), codes.end());
  return codes;
}

}  // namespace

/// What was said about the issues of one case.
struct OverlayTeacher::Said {
  std::string case_id;
  std::string compartment;
  std::vector<OverlayExample::Verdict> verdicts;
  std::uint64_t newest = 0;
};

OverlayTeacher::OverlayTeacher(const Library& library, const CaseCodec& codec,
                               std::shared_ptr<const TagModel> model)
    : library_(library), codec_(codec), model_(std::move(model)) {}

/// Ascending by case id.
Result<std::vector<OverlayTeacher::Said>> OverlayTeacher::all_said() const {
  std::map<std::string, Said> by_case;
  auto listed = library_.for_each_confirmation(0, [&](const Confirmation& confirmation) {
    const auto issue = issue_number(*model_, confirmation.value);
    if (confirmation.name != kIssueName || !issue) return true;
    Said& said = by_case[confirmation.case_id];
    said.verdicts.push_back({*issue, confirmation.confirmed});
    said.newest = std::max(said.newest, confirmation.sequence);
    return true;
  });
  if (!listed) return std::move(listed).error();
  std::vector<std::string> ids;
  for (const auto& [id, said] : by_case) ids.push_back(id);
  const auto states = library_.current_states(ids);
  if (!states) return states.error();
  std::vector<Said> all;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (!(*states)[i]) continue;
    Said& said = by_case[ids[i]];
    said.case_id = ids[i];
    said.compartment = (*states)[i]->compartment;
    std::sort(said.verdicts.begin(), said.verdicts.end(),
              [](const auto& a, const auto& b) { return a.issue < b.issue; });
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

Result<CaseRecord> OverlayTeacher::decode(const StoredCase& stored) const {
  auto json = parse_json(stored.json, {.text_bytes = stored.json.size()});
  if (!json) return std::move(json).error().with_id(stored.id);
  auto decoded = codec_.decode(*json);
  if (!decoded) return std::move(decoded).error().with_id(stored.id);
  return std::move(decoded->record);
}

Result<OverlayLesson> OverlayTeacher::learn(const std::string& compartment) {
  const auto all = all_said();
  if (!all) return all.error();
  Tagger tagger(model_, TaggerSettings{.evidence = false});
  std::vector<OverlayExample> examples;
  OverlayLesson lesson;
  lesson.overlay.compartment = compartment;
  lesson.overlay.model = model_->fingerprint;
  for (const Said& said : *all) {
    if (said.compartment != compartment) continue;
    const auto stored = library_.get(said.case_id);
    if (!stored) return stored.error();
    const auto record = decode(*stored);
    if (!record) return record.error();
    if (const auto tags = tagger.tag_case(*record); !tags) return tags.error();
    examples.push_back({tagger.issue_text(), tagger.issue_probabilities(), said.verdicts});
    lesson.overlay.learned_from.push_back(xxh3(said.case_id));
    lesson.overlay.confirmation_sequence =
        std::max(lesson.overlay.confirmation_sequence, said.newest);
  }
  std::sort(lesson.overlay.learned_from.begin(), lesson.overlay.learned_from.end());
  lesson.overlay.issues = train_overlay(examples);
  lesson.agreement = cross_validate_overlay(examples);
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
      const auto record = decode(**stored);
      if (!record) return record.error();
      if (gives_issues(*record)) continue;
      const auto old_tags = before.tag_case(*record);
      if (!old_tags) return old_tags.error();
      const auto new_tags = after.tag_case(*record);
      if (!new_tags) return new_tags.error();
      ++effect.cases;
      const auto old_codes = claimed_issues(*old_tags);
      const auto new_codes = claimed_issues(*new_tags);
      if (old_codes == new_codes) continue;
      ++effect.changed;
      if (effect.examples.size() == examples) continue;
      TagChange& change = effect.examples.emplace_back();
      change.case_id = (*stored)->id;
      std::set_difference(new_codes.begin(), new_codes.end(), old_codes.begin(), old_codes.end(),
                          std::back_inserter(change.gained));
      std::set_difference(old_codes.begin(), old_codes.end(), new_codes.begin(), new_codes.end(),
                          std::back_inserter(change.lost));
    }
  }
  return effect;
}

}  // namespace kizuki
