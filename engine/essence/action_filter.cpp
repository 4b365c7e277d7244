#include "engine/essence/action_filter.hpp"

namespace kizuki {
namespace {

//                                    pairs triples words kanji ending tail flags
constexpr FeatureWeights kFilterViews{{1.0F, 0.7F, 0.7F, 0.0F, 0.3F, 0.5F, 0.5F}};
constexpr float kStepValue = 0.3F;

}  // namespace

float ActionFilter::log_odds(const SparseVector& row) const {
  float sum = bias;
  for (const GramFeature& feature : row) {
    if (feature.index < weights.size()) sum += feature.value * weights[feature.index];
  }
  return sum;
}

void ActionFeatures::make(const SentenceTraits& sentence, StepBits steps, SparseVector& out) {
  vectorizer_.make(sentence, kFilterViews, out);
  for (std::size_t step = 0; step < kEssenceSteps; ++step) {
    if ((steps >> step & 1U) == 0) continue;
    out.push_back({static_cast<std::uint32_t>(table_->size() + step), kStepValue});
  }
}

}  // namespace kizuki
