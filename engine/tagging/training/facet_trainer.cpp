#include "engine/tagging/training/facet_trainer.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/base/hash.hpp"
#include "engine/tagging/facet_tagger.hpp"
#include "engine/tagging/facet_text.hpp"
#include "engine/tagging/training/logistic_regression.hpp"

namespace kizuki {
namespace {

/// One record in this many calibrates.
constexpr std::uint64_t kCalibrationShare = 10;
constexpr double kTolerance = 1e-2;

Error cannot_learn(std::string message) {
  Error error;
  error.code = ErrorCode::kInvalidArgument;
  error.message = std::move(message);
  return error;
}

std::optional<std::string> only_value(const CaseRecord& record, const std::string& facet) {
  std::optional<std::string> value;
  for (const auto& [name, content] : extra_facets(record)) {
    if (name != facet || content.empty()) continue;
    if (value) return std::nullopt;
    value = content;
  }
  return value;
}

CaseRecord texts_of(const CaseRecord& record) {
  CaseRecord out;
  out.id = record.id;
  out.outcome = record.outcome;
  for (const Section& section : record.sections) out.sections.emplace_back().text = section.text;
  return out;
}

struct LabelledRows {
  std::vector<SparseVector> rows;
  std::vector<std::size_t> labels;
};

/// Sets weights and biases of `model`, whose values and vocabularies stand.
void fit(const LabelledRows& data, double cost, FacetModel& model) {
  const std::size_t values = model.values.size();
  const std::size_t features = model.grams.size();
  const LogisticProblem problem(data.rows, features);
  std::vector<float> weights(features * values);
  model.biases.clear();
  for (std::size_t value = 0; value < values; ++value) {
    std::vector<bool> positive;
    positive.reserve(data.labels.size());
    for (const std::size_t label : data.labels) positive.push_back(label == value);
    const LinearModel trained = problem.train(positive, {cost, 1.0, kTolerance});
    for (std::size_t row = 0; row < features; ++row) {
      weights[row * values + value] = trained.weights[row];
    }
    model.biases.push_back(trained.bias);
  }
  model.weights = WeightMatrix(weights, values);
}

std::vector<Outcome> outcomes_of(const FacetModel& model, const LabelledRows& data) {
  std::vector<Outcome> outcomes;
  for (std::size_t i = 0; i < data.rows.size(); ++i) {
    const auto shares = facet_shares(model, data.rows[i]);
    const auto best =
        static_cast<std::size_t>(std::max_element(shares.begin(), shares.end()) - shares.begin());
    outcomes.push_back({shares[best], best == data.labels[i]});
  }
  return outcomes;
}

}  // namespace

Result<void> FacetTrainer::add(const CaseRecord& record) {
  auto value = only_value(record, facet_);
  FacetText text;
  FacetTextReader reader;
  if (auto read = reader.read(record, text); !read) return read;
  if (!value || text.sentences.empty()) {
    ++passed_over_;
    return {};
  }
  if (examples_.size() == kMostFacetRecords) {
    Error error;
    error.code = ErrorCode::kLimitExceeded;
    error.message = "学習に使える記録は " + std::to_string(kMostFacetRecords) + " 件までです";
    return error;
  }
  examples_.push_back({std::move(*value), texts_of(record)});
  return {};
}

Result<FacetModel> FacetTrainer::train(const std::string& sources,
                                       const FacetTrainingOptions& options) {
  std::stable_sort(examples_.begin(), examples_.end(),
                   [](const Example& a, const Example& b) { return a.record.id < b.record.id; });
  FacetModel model;
  model.facet = facet_;
  model.sources = sources;
  for (const Example& example : examples_) model.values.push_back(example.value);
  std::sort(model.values.begin(), model.values.end());
  model.values.erase(std::unique(model.values.begin(), model.values.end()), model.values.end());
  if (model.values.size() < 2) {
    return cannot_learn("項目「" + facet_ + "」の値が 2 種類以上、記録に付いている必要があります");
  }
  if (model.values.size() > kMostFacetValues) {
    return cannot_learn("項目「" + facet_ + "」の値が " + std::to_string(model.values.size()) +
                        " 種類あります。読み取れるのは " + std::to_string(kMostFacetValues) +
                        " 種類までです");
  }

  FacetTextReader reader;
  FacetText text;
  GramCounter grams;
  std::vector<Gram> all;
  for (const Example& example : examples_) {
    if (auto read = reader.read(example.record, text); !read) return std::move(read).error();
    all.clear();
    for (const FacetSentence& sentence : text.sentences) {
      all.insert(all.end(), sentence.grams.begin(), sentence.grams.end());
    }
    all.insert(all.end(), text.pairs.begin(), text.pairs.end());
    grams.add(all);
  }
  model.grams = grams.table(options.least);

  GramVectorizer vectorizer(model.grams);
  LabelledRows everything;
  LabelledRows seen;
  LabelledRows unseen;
  for (const Example& example : examples_) {
    if (auto read = reader.read(example.record, text); !read) return std::move(read).error();
    const auto label = static_cast<std::size_t>(
        std::lower_bound(model.values.begin(), model.values.end(), example.value) -
        model.values.begin());
    const bool calibrates = xxh3(example.record.id) % kCalibrationShare == 0;
    LabelledRows& part = calibrates ? unseen : seen;
    build_facet_vector(text, vectorizer, part.rows.emplace_back());
    part.labels.push_back(label);
    everything.rows.push_back(part.rows.back());
    everything.labels.push_back(label);
  }
  fit(seen, options.cost, model);
  const std::vector<Outcome> outcomes = outcomes_of(model, unseen);
  const Calibration calibration = Calibration::fit(outcomes);
  const auto right = std::count_if(outcomes.begin(), outcomes.end(),
                                   [](const Outcome& outcome) { return outcome.positive; });
  agreement_ = {outcomes.size(), static_cast<std::size_t>(right)};
  fit(everything, options.cost, model);
  model.calibration = calibration;
  return model;
}

}  // namespace kizuki
