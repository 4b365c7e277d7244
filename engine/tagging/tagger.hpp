// Reads the tags of a case from its text.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/tagging/case_predictor.hpp"
#include "engine/tagging/case_tags.hpp"
#include "engine/tagging/evidence.hpp"
#include "engine/tagging/tag_overlay.hpp"

namespace kizuki {

struct TaggerSettings {
  /// A section is left without a step from this probability of showing none on; 1 gives every
  /// section a step. Whether sections may go without is a habit of the reports' authors.
  float none_threshold = 0.9F;
  /// The scale given in the record counts (at index time); otherwise it is computed or read.
  bool use_given_scale = false;
  bool evidence = true;  // false: tags and confidences alone, about twice as fast
  /// What people's confirmations add to the probabilities of issues and steps; null: nothing. It
  /// must have been made for this model.
  std::shared_ptr<const TagOverlay> overlay = nullptr;
};

/// Steps, issues, scale and walls of cases. One a thread: it keeps scratch memory, the model is
/// shared. Deterministic: the same record, model and settings give the same tags, whatever was
/// tagged before. Speed in bench/results (DATE-tagging.md).
class Tagger {
 public:
  explicit Tagger(std::shared_ptr<const TagModel> model, const TaggerSettings& settings = {});

  /// The tags read from the record's text; tags that the record bears are not looked at, but for
  /// the scale under `use_given_scale` and for conflicts. Errors: those of the text reader.
  Result<CaseTags> tag_case(const CaseRecord& record);

  /// Calibrated probabilities by issue of the lexicon, of the case tagged last.
  const std::vector<float>& issue_probabilities() const { return prediction_.issues; }
  /// The text that they were read from, as an overlay sees it.
  const SparseVector& issue_text() const { return prediction_.issue_text; }
  /// The same by section of the case tagged last.
  const StepMarginals& step_probabilities(std::size_t section) const {
    return prediction_.steps[section];
  }
  const SparseVector& step_text(std::size_t section) const {
    return prediction_.sections[section].text;
  }

  const TagModel& model() const { return predictor_.model(); }

 private:
  SectionTags section_tags(std::size_t section);
  StepTag step_tag(std::size_t section, std::size_t step);
  IssueTag issue_tag(std::size_t issue);
  void add_walls(CaseTags& tags) const;
  void add_names(const CaseRecord& record, CaseTags& tags) const;

  TaggerSettings settings_;
  CasePredictor predictor_;
  EvidenceReader evidence_;
  CasePrediction prediction_;
};

}  // namespace kizuki
