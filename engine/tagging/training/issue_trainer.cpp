#include "engine/tagging/training/issue_trainer.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/tagging/training/logistic_regression.hpp"

namespace kizuki {
namespace {

constexpr double kTextCost = 30.0;
constexpr double kPairCost = 10.0;
constexpr std::size_t kPriorCount = 1;  // pseudo-cases of an issue
// Issues with fewer examples have no gram model of their own.
constexpr std::ptrdiff_t kFewestExamples = 3;
// How far a threshold of one issue follows its own expected F1; the rest follows that of all.
constexpr float kOwnThreshold = 0.5F;

using Cases = std::vector<const IssueExample*>;

Cases others(std::span<const IssueExample> cases, std::size_t folds, std::size_t fold) {
  Cases out;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (i % folds != fold) out.push_back(&cases[i]);
  }
  return out;
}

/// The first stage: gram model and priors.
void train_text(const Cases& cases, std::size_t issues, std::size_t grams, IssueModel& model) {
  std::vector<SparseVector> rows;
  rows.reserve(cases.size());
  for (const IssueExample* example : cases) rows.push_back(example->text);
  const LogisticProblem problem(rows, grams);
  std::vector<float> weights(grams * issues);
  model.text_biases.clear();
  model.log_priors.clear();
  for (std::size_t issue = 0; issue < issues; ++issue) {
    std::vector<bool> positive;
    for (const IssueExample* example : cases) positive.push_back(example->given[issue]);
    const auto positives = std::count(positive.begin(), positive.end(), true);
    const double share = (static_cast<double>(positives) + kPriorCount) /
                         (static_cast<double>(cases.size()) + 10.0 * kPriorCount);
    model.log_priors.push_back(static_cast<float>(std::log(share / (1 - share))));
    if (positives < kFewestExamples) {
      model.text_biases.push_back(model.log_priors.back());
      continue;
    }
    const LinearModel trained = problem.train(positive, {kTextCost, 1.0, 1e-2});
    for (std::size_t row = 0; row < grams; ++row)
      weights[row * issues + issue] = trained.weights[row];
    model.text_biases.push_back(trained.bias);
  }
  model.text = WeightMatrix(weights, issues);
}

std::vector<float> phrase_idf(const Cases& cases, const TagLexicon& lexicon) {
  std::vector<float> df(lexicon.phrases().size());
  for (const IssueExample* example : cases) {
    for (const IssueCounts::Entry& entry : example->counts.entries) df[entry.phrase] += 1;
  }
  const auto n = static_cast<float>(cases.size());
  std::vector<float> out;
  out.reserve(df.size());
  for (const float count : df) out.push_back(std::log((n + 1) / (count + 0.5F)));
  return out;
}

/// The second stage over pairs, given the first stage's odds for each case.
void train_pairs(const Cases& cases, const std::vector<std::vector<float>>& odds,
                 const TagLexicon& lexicon, IssueModel& model) {
  const IssueFeatureBuilder builder(lexicon, model.phrase_idf, model.log_priors);
  std::vector<SparseVector> rows;
  std::vector<bool> positive;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    std::vector<SparseVector> pairs;
    builder.build(cases[i]->counts, odds[i], pairs);
    for (std::size_t issue = 0; issue < pairs.size(); ++issue) {
      rows.push_back(std::move(pairs[issue]));
      positive.push_back(cases[i]->given[issue]);
    }
  }
  const LogisticProblem problem(rows, builder.size());
  LinearModel trained = problem.train(positive, {kPairCost, 1.0, 1e-3});
  model.weights = std::move(trained.weights);
  model.bias = trained.bias;
}

/// Odds of the first stage for each case, by a model that did not see it.
std::vector<std::vector<float>> unseen_odds(std::span<const IssueExample> cases, std::size_t issues,
                                            std::size_t grams, std::size_t folds) {
  std::vector<std::vector<float>> odds(cases.size());
  for (std::size_t fold = 0; fold < folds; ++fold) {
    const Cases seen = others(cases, folds, fold);
    IssueModel part;
    train_text(seen, issues, grams, part);
    for (std::size_t i = fold; i < cases.size(); i += folds) {
      odds[i] = issue_text_odds(part, cases[i].text);
    }
  }
  return odds;
}

/// Probabilities for each case by a second stage that did not see it.
std::vector<std::vector<float>> unseen_probabilities(std::span<const IssueExample> cases,
                                                     const std::vector<std::vector<float>>& odds,
                                                     const TagLexicon& lexicon, IssueModel part,
                                                     std::size_t folds) {
  std::vector<std::vector<float>> out(cases.size());
  for (std::size_t fold = 0; fold < folds; ++fold) {
    const Cases seen = others(cases, folds, fold);
    std::vector<std::vector<float>> seen_odds;
    for (std::size_t i = 0; i < cases.size(); ++i) {
      if (i % folds != fold) seen_odds.push_back(odds[i]);
    }
    part.phrase_idf = phrase_idf(seen, lexicon);
    train_pairs(seen, seen_odds, lexicon, part);
    for (std::size_t i = fold; i < cases.size(); i += folds) {
      out[i] = issue_probabilities(part, lexicon, cases[i].counts, odds[i]);
    }
  }
  return out;
}

void choose_thresholds(const std::vector<std::vector<float>>& probabilities, IssueModel& model) {
  std::vector<float> all;
  for (const auto& values : probabilities) all.insert(all.end(), values.begin(), values.end());
  const float common = best_expected_f1_threshold(all);
  const std::size_t issues = model.log_priors.size();
  model.thresholds.assign(issues, common);
  for (std::size_t issue = 0; issue < issues; ++issue) {
    std::vector<float> own;
    own.reserve(probabilities.size());
    for (const auto& values : probabilities) own.push_back(values[issue]);
    const float threshold = best_expected_f1_threshold(own);
    model.thresholds[issue] = kOwnThreshold * threshold + (1 - kOwnThreshold) * common;
  }
}

}  // namespace

IssueModel train_issues(std::span<const IssueExample> cases, const TagLexicon& lexicon,
                        std::size_t grams, std::size_t folds) {
  const std::size_t issues = lexicon.issues().size();
  Cases all;
  for (const IssueExample& example : cases) all.push_back(&example);
  IssueModel model;
  train_text(all, issues, grams, model);
  const auto odds = unseen_odds(cases, issues, grams, folds);
  auto unseen = unseen_probabilities(cases, odds, lexicon, model, folds);
  model.phrase_idf = phrase_idf(all, lexicon);
  train_pairs(all, odds, lexicon, model);
  std::vector<Outcome> outcomes;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    for (std::size_t issue = 0; issue < issues; ++issue) {
      outcomes.push_back({unseen[i][issue], cases[i].given[issue]});
    }
  }
  model.calibration = Calibration::fit(outcomes);
  for (auto& values : unseen) {
    for (float& p : values) p = model.calibration.apply(p);
  }
  choose_thresholds(unseen, model);
  return model;
}

}  // namespace kizuki
