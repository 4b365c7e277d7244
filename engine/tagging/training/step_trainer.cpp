#include "engine/tagging/training/step_trainer.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/tagging/training/logistic_regression.hpp"

namespace kizuki {
namespace {

constexpr double kCost = 30.0;

SparseVector joined(const StepFeatures& section, std::size_t grams, std::size_t headings) {
  SparseVector row = section.text;
  for (const GramFeature& feature : section.heading) {
    row.push_back({static_cast<std::uint32_t>(grams) + feature.index, feature.value});
  }
  const std::size_t begin = grams + headings;
  for (std::size_t i = 0; i < section.dense.size(); ++i) {
    if (section.dense[i] != 0.0F) {
      row.push_back({static_cast<std::uint32_t>(begin + i), section.dense[i]});
    }
  }
  return row;
}

std::vector<StepValues> odds_of(const StepModel& model, const StepExample& example) {
  std::vector<StepValues> odds;
  for (const StepFeatures& section : example.sections) {
    odds.push_back(step_log_odds(model, section));
  }
  return odds;
}

// Weights of all steps, row by row, cut into the parts of the model.
class WeightTable {
 public:
  explicit WeightTable(std::size_t rows) : weights_(rows * kSteps) {}
  void set_column(std::size_t step, const LinearModel& model) {
    for (std::size_t row = 0; row < model.weights.size(); ++row) {
      weights_[row * kSteps + step] = model.weights[row];
    }
  }
  std::span<const float> rows(std::size_t begin, std::size_t count) const {
    return std::span(weights_).subspan(begin * kSteps, count * kSteps);
  }

 private:
  std::vector<float> weights_;
};

}  // namespace

StepModel train_steps(std::span<const StepExample* const> cases, const GramVocabulary& headings,
                      std::size_t grams) {
  std::vector<SparseVector> rows;
  std::vector<StepSet> given;
  std::vector<std::vector<StepSet>> sequences;
  std::size_t dense = 0;
  for (const StepExample* example : cases) {
    for (const StepFeatures& section : example->sections) {
      rows.push_back(joined(section, grams, headings.size()));
      dense = section.dense.size();
    }
    given.insert(given.end(), example->given.begin(), example->given.end());
    sequences.push_back(example->given);
  }
  const std::size_t features = grams + headings.size() + dense;
  const LogisticProblem problem(rows, features);
  WeightTable table(features);
  StepModel model;
  for (std::size_t step = 0; step < kSteps; ++step) {
    std::vector<bool> positive;
    positive.reserve(given.size());
    for (const StepSet set : given) positive.push_back((set >> step & 1) != 0);
    const auto positives = static_cast<double>(std::count(positive.begin(), positive.end(), true));
    const double negatives = static_cast<double>(positive.size()) - positives;
    const double weight = std::sqrt(negatives / std::max(positives, 1.0));
    const LinearModel trained = problem.train(positive, {kCost, weight, 1e-2});
    table.set_column(step, trained);
    model.biases[step] = trained.bias;
  }
  model.headings = headings;
  model.text = WeightMatrix(table.rows(0, grams), kSteps);
  model.heading = WeightMatrix(table.rows(grams, headings.size()), kSteps);
  const auto rest = table.rows(grams + headings.size(), dense);
  model.dense = {kSteps, {rest.begin(), rest.end()}};
  model.decoder = StepDecoder::learn(sequences);
  return model;
}

StepModel train_calibrated_steps(std::span<const StepExample> cases, const GramVocabulary& headings,
                                 std::size_t grams, std::size_t folds) {
  std::vector<Outcome> outcomes;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::vector<const StepExample*> seen;
    for (std::size_t i = 0; i < cases.size(); ++i) {
      if (i % folds != fold) seen.push_back(&cases[i]);
    }
    if (seen.empty()) continue;
    const StepModel model = train_steps(seen, headings, grams);
    std::vector<StepMarginals> marginals;
    for (std::size_t i = fold; i < cases.size(); i += folds) {
      model.decoder.decode(odds_of(model, cases[i]), marginals);
      for (std::size_t s = 0; s < marginals.size(); ++s) {
        for (std::size_t step = 0; step < kSteps; ++step) {
          outcomes.push_back({marginals[s].steps[step], (cases[i].given[s] >> step & 1) != 0});
        }
      }
    }
  }
  std::vector<const StepExample*> all;
  for (const StepExample& example : cases) all.push_back(&example);
  StepModel model = train_steps(all, headings, grams);
  model.calibration = Calibration::fit(outcomes);
  std::vector<float> probabilities;
  probabilities.reserve(outcomes.size());
  for (const Outcome& outcome : outcomes) {
    probabilities.push_back(model.calibration.apply(outcome.probability));
  }
  model.threshold = best_expected_f1_threshold(probabilities);
  return model;
}

}  // namespace kizuki
