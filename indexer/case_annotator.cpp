#include "indexer/case_annotator.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "engine/base/hash.hpp"
#include "engine/catalogue/evidence_decision.hpp"
#include "engine/corpus/case_record.hpp"
#include "engine/essence/case_sentences.hpp"
#include "engine/tagging/given_tags.hpp"

namespace kizuki {
namespace {

/// Below this a possible issue says nothing.
constexpr float kLeastPossible = 0.02F;
/// Of a tool or partner whose name stands in the text.
constexpr float kNamedConfidence = 0.75F;

/// What is only possible counts for the issues of a company; of other records, such as pages about
/// a subsidy, nobody reads it (engine/query/issue_ranking.hpp), and it would be the larger part of
/// their tags.
float least_noted(const CaseRecord& record) {
  const bool of_company = !record.company.industry.empty() || record.scale != Scale::kUnknown ||
                          !record.supporter.empty();
  return of_company ? kLeastPossible : kLeastClaimedConfidence;
}

void add_issues(const CaseTags& tags, const std::vector<float>& probabilities,
                const std::vector<std::string>& codes, float least,
                std::vector<Annotation>& annotations) {
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    if (probabilities[i] < least) continue;
    const bool chosen = probabilities[i] >= kLeastClaimedConfidence &&
                        std::any_of(tags.issues.begin(), tags.issues.end(),
                                    [&](const IssueTag& tag) { return tag.issue == codes[i]; });
    annotations.push_back({chosen ? "issue" : annotation_name(kPossiblePrefix, "issue"), codes[i],
                           score_of_probability(probabilities[i])});
  }
}

void add_steps(const CaseTags& tags, std::vector<Annotation>& annotations) {
  std::array<float, 8> best{};
  for (const SectionTags& section : tags.sections) {
    for (const StepTag& tag : section.steps) {
      float& confidence = best[static_cast<std::size_t>(tag.step)];
      confidence = std::max(confidence, tag.confidence);
    }
  }
  for (std::size_t step = 1; step < best.size(); ++step) {
    if (best[step] < kLeastClaimedConfidence) continue;
    annotations.push_back({"step", std::to_string(step), score_of_probability(best[step])});
  }
}

/// Of a record without a text the model would say which tags are frequent, not what the case is.
bool tells_anything(const CaseRecord& record) {
  return !record.outcome.empty() ||
         std::any_of(record.sections.begin(), record.sections.end(),
                     [](const Section& section) { return !section.text.empty(); });
}

/// Names stand in the text: what is uncertain is what the author would have listed.
void add_names(const std::string& name, const std::vector<NamedTag>& tags,
               std::vector<Annotation>& annotations) {
  for (const NamedTag& tag : tags) {
    annotations.push_back({name, tag.name, score_of_probability(kNamedConfidence)});
  }
}

}  // namespace

TagPredictor::TagPredictor(std::shared_ptr<const TagModel> model,
                           std::shared_ptr<const TagOverlay> overlay)
    : tagger_(std::move(model),
              TaggerSettings{
                  .use_given_scale = true, .evidence = false, .overlay = std::move(overlay)}) {}

Result<std::vector<Annotation>> TagPredictor::predict(const CaseRecord& record) {
  std::vector<Annotation> annotations;
  steps_ = given_step_bits(record);
  if (!tells_anything(record)) return annotations;
  const auto tags = tagger_.tag_case(record);
  if (!tags) return tags.error();
  if (!gives_issues(record)) {
    add_issues(*tags, tagger_.issue_probabilities(), tagger_.model().lexicon.issues(),
               least_noted(record), annotations);
  }
  if (!gives_steps(record)) {
    add_steps(*tags, annotations);
    for (std::size_t section = 0; section < tags->sections.size(); ++section) {
      std::vector<int> of_section;
      for (const StepTag& tag : tags->sections[section].steps) of_section.push_back(tag.step);
      steps_.at(section) = step_bits(of_section);
    }
  }
  if (record.scale == Scale::kUnknown && tags->scale.scale != Scale::kUnknown &&
      tags->scale.confidence >= kLeastClaimedConfidence) {
    annotations.push_back({"scale", std::string(scale_code(tags->scale.scale)),
                           score_of_probability(tags->scale.confidence)});
  }
  if (record.tools.empty()) add_names("tool", tags->tools, annotations);
  if (given_bridges(record).empty()) {
    add_names("bridge_to", tags->partners, annotations);
  }
  return annotations;
}

Result<ConfirmedCases> ConfirmedCases::load(const Library& library) {
  ConfirmedCases cases;
  auto done = library.for_each_confirmation(0, [&](const Confirmation& confirmation) {
    cases.hashes_.push_back(xxh3(confirmation.case_id));
    return true;
  });
  if (!done) return std::move(done).error();
  std::sort(cases.hashes_.begin(), cases.hashes_.end());
  cases.hashes_.erase(std::unique(cases.hashes_.begin(), cases.hashes_.end()), cases.hashes_.end());
  return cases;
}

bool ConfirmedCases::may_hold(std::string_view id) const {
  return std::binary_search(hashes_.begin(), hashes_.end(), xxh3(id));
}

Result<std::vector<Annotation>> confirmed_annotations(const Library& library, std::string_view id) {
  const auto confirmations = library.confirmations(id);
  if (!confirmations) return confirmations.error();
  std::vector<Annotation> annotations;
  for (const Confirmation& said : *confirmations) {
    if (said.name == kCardConfirmation) continue;
    annotations.push_back(
        {annotation_name(said.confirmed ? kConfirmedPrefix : kDeniedPrefix, said.name), said.value,
         kCertain});
  }
  return annotations;
}

}  // namespace kizuki
