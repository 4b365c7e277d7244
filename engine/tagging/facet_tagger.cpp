#include "engine/tagging/facet_tagger.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/tagging/evidence.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kOthers = 2;
constexpr float kLeastOther = 0.05F;
constexpr float kMostLogOdds = 30.0F;

}  // namespace

std::vector<float> facet_shares(const FacetModel& model, const SparseVector& text) {
  std::vector<float> shares = model.biases;
  model.weights.multiply(text, shares);
  float sum = 0;
  for (float& share : shares) {
    const float odds = share > kMostLogOdds ? kMostLogOdds : share;
    // What is no number counts as no.
    share = 1.0F / (1.0F + std::exp(odds > -kMostLogOdds ? -odds : kMostLogOdds));
    sum += share;
  }
  for (float& share : shares) share /= sum;
  return shares;
}

FacetTagger::FacetTagger(std::shared_ptr<const FacetModel> model)
    : model_(std::move(model)), vectorizer_(model_->grams), values_(model_->grams.size()) {}

Result<FacetTag> FacetTagger::tag_case(const CaseRecord& record) {
  if (auto read = reader_.read(record, text_); !read) return std::move(read).error();
  build_facet_vector(text_, vectorizer_, vector_);
  const std::vector<float> shares = facet_shares(*model_, vector_);
  std::vector<std::size_t> order(shares.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return shares[a] > shares[b]; });
  FacetTag tag;
  const std::size_t best = order.front();
  tag.best = {model_->values[best], model_->calibration.apply(shares[best])};
  // The calibration is of the best value; the others share what it leaves.
  const float left = (1.0F - tag.best.confidence) / std::max(1.0F - shares[best], 1e-6F);
  for (std::size_t i = 1; i < order.size() && i <= kOthers; ++i) {
    const float confidence = std::min(shares[order[i]] * left, tag.best.confidence);
    if (confidence < kLeastOther) break;
    tag.others.push_back({model_->values[order[i]], confidence});
  }
  tag.evidence = evidence_of(best);
  return tag;
}

std::vector<TagEvidence> FacetTagger::evidence_of(std::size_t value) {
  values_.assign(vector_);
  const GramWeights weights(model_->weights, value, values_);
  struct Candidate {
    float share = 0;
    std::size_t sentence = 0;
  };
  std::vector<Candidate> candidates;
  std::vector<KnownGram> known;
  for (std::size_t i = 0; i < text_.sentences.size(); ++i) {
    vectorizer_.look_up(text_.sentences[i].grams, known);
    candidates.push_back({weights.sum(known), i});
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.share > b.share; });
  std::vector<TagEvidence> out;
  for (const Candidate& candidate : candidates) {
    if (out.size() == kEvidenceSentences || (candidate.share <= 0 && !out.empty())) break;
    const FacetSentence& sentence = text_.sentences[candidate.sentence];
    const Passage& passage = text_.text.passages[sentence.passage];
    vectorizer_.look_up(sentence.grams, known);
    const std::string wording = to_utf8(weights.strongest_wording(known, passage.text));
    out.push_back({field_path(text_.text.fields[sentence.field]), passage.span,
                   wording.empty() ? "ほかの値の言い回しがない" : "言い回し「" + wording + "」",
                   false});
  }
  return out;
}

}  // namespace kizuki
