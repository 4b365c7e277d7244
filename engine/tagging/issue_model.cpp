#include "engine/tagging/issue_model.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kizuki {
namespace {

constexpr std::size_t kMostIssues = 3;

}  // namespace

std::vector<float> issue_text_odds(const IssueModel& model, const SparseVector& text) {
  std::vector<float> odds = model.text_biases;
  model.text.multiply(text, odds);
  return odds;
}

std::vector<float> issue_probabilities(const IssueModel& model, const TagLexicon& lexicon,
                                       const IssueCounts& counts,
                                       const std::vector<float>& text_odds) {
  std::vector<SparseVector> pairs;
  IssueFeatureBuilder(lexicon, model.phrase_idf, model.log_priors).build(counts, text_odds, pairs);
  std::vector<float> out;
  out.reserve(pairs.size());
  for (const SparseVector& pair : pairs) {
    float odds = model.bias;
    for (const GramFeature& feature : pair) odds += feature.value * model.weights[feature.index];
    out.push_back(model.calibration.apply(1.0F / (1.0F + std::exp(-odds))));
  }
  return out;
}

std::vector<std::size_t> choose_issues(const std::vector<float>& probabilities,
                                       const std::vector<float>& thresholds) {
  std::vector<std::size_t> order(probabilities.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return probabilities[a] > probabilities[b];
  });
  std::vector<std::size_t> out;
  for (const std::size_t issue : order) {
    if (out.size() == kMostIssues) break;
    if (probabilities[issue] >= thresholds[issue]) out.push_back(issue);
  }
  if (out.empty() && !order.empty()) out.push_back(order.front());
  return out;
}

}  // namespace kizuki
