// Reads the value of a facet from the text of a record.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/tagging/case_tags.hpp"
#include "engine/tagging/facet_model.hpp"
#include "engine/tagging/facet_text.hpp"
#include "engine/tagging/gram_weights.hpp"

namespace kizuki {

/// A value that the text speaks for.
struct FacetValue {
  std::string value;
  float confidence = 0;  // calibrated probability that a person gives this value
};

struct FacetTag {
  FacetValue best;
  std::vector<FacetValue> others;     // the next likely, at most two, none below .05
  std::vector<TagEvidence> evidence;  // strongest first, at most two
};

/// One a thread: it keeps scratch memory, the model is shared. Deterministic.
class FacetTagger {
 public:
  explicit FacetTagger(std::shared_ptr<const FacetModel> model);

  /// A record without any text gets the most usual value and no evidence. What the record says of
  /// the facet is not looked at. Errors: those of CaseTextReader.
  Result<FacetTag> tag_case(const CaseRecord& record);
  const FacetModel& model() const { return *model_; }

 private:
  std::vector<TagEvidence> evidence_of(std::size_t value);

  std::shared_ptr<const FacetModel> model_;
  FacetTextReader reader_;
  GramVectorizer vectorizer_;
  TextValues values_;
  FacetText text_;
  SparseVector vector_;
};

/// Each value's share of all odds, by value: what the model thinks before calibration. Sums to 1.
std::vector<float> facet_shares(const FacetModel& model, const SparseVector& text);

}  // namespace kizuki
