// Probabilities of a case's tags, before anything is decided or explained.
#pragma once

#include <memory>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/tagging/tag_model.hpp"

namespace kizuki {

struct CasePrediction {
  std::vector<StepMarginals> steps;  // by section, calibrated
  std::vector<float> issues;         // by issue of the lexicon, calibrated
  // What they were made of, for the evidence.
  CaseFeatures features;
  std::vector<StepFeatures> sections;
  SparseVector issue_text;
};

/// Applies a model. One a thread; keeps scratch memory. The same record and model give the same
/// prediction. Stays where it was made: its parts share scratch memory.
class CasePredictor {
 public:
  explicit CasePredictor(std::shared_ptr<const TagModel> model);
  CasePredictor(const CasePredictor&) = delete;
  CasePredictor& operator=(const CasePredictor&) = delete;

  /// Replaces `out`. Tags in the record are not looked at. Errors: those of the text reader.
  Result<void> predict(const CaseRecord& record, CasePrediction& out);

  const TagModel& model() const { return *model_; }

 private:
  std::shared_ptr<const TagModel> model_;
  CaseFeatureReader reader_;
  StepFeatureBuilder sections_;
  std::vector<StepValues> odds_;
  IssueCounts counts_;
};

}  // namespace kizuki
