#include "engine/tagging/overlay_trainer.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>

namespace kizuki {
namespace {

constexpr int kSteps = 200;
constexpr double kPenalty = 1.0;
constexpr double kOffsetPenalty = 8.0;  // of the offset; both chosen on styles unseen
constexpr double kLeastProbability = 1e-6;
// A weight below this moves nothing by as much as a confidence is shown with.
constexpr float kLeastWeight = 1e-4F;
constexpr std::size_t kFolds = 5;

double logit(float probability) {
  const double p = std::clamp(double{probability}, kLeastProbability, 1.0 - kLeastProbability);
  return std::log(p / (1.0 - p));
}

struct Row {
  const SparseVector* text = nullptr;
  double odds = 0;  // of the shared model
  double target = 0;
};

/// The regression of one label over the grams that its rows have.
class LabelRegression {
 public:
  explicit LabelRegression(std::vector<Row> rows) : rows_(std::move(rows)) {
    for (const Row& row : rows_) {
      for (const GramFeature& gram : *row.text) numbers_.emplace(gram.index, 0);
    }
    std::size_t next = 1;  // 0 is the offset
    for (auto& [gram, number] : numbers_) number = next++;
    texts_.reserve(rows_.size());
    for (const Row& row : rows_) {
      auto& text = texts_.emplace_back();
      text.reserve(row.text->size());
      for (const GramFeature& gram : *row.text) {
        text.push_back({static_cast<std::uint32_t>(numbers_[gram.index]), gram.value});
      }
    }
  }

  TagOverlay::Correction fit(std::uint32_t label) {
    std::vector<double> weights(numbers_.size() + 1, 0.0);
    std::vector<double> before = weights;
    std::vector<double> ahead = weights;
    std::vector<double> gradient(weights.size());
    // The curvature of the log loss is at most a quarter of the squared length of a row.
    const double step = 1.0 / (std::max(kPenalty, kOffsetPenalty) + 0.25 * squared_lengths());
    for (int round = 1; round <= kSteps; ++round) {
      gradient_at(ahead, gradient);
      before.swap(weights);
      for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = ahead[i] - step * gradient[i];
      const double momentum = (round - 1.0) / (round + 2.0);
      for (std::size_t i = 0; i < weights.size(); ++i) {
        ahead[i] = weights[i] + momentum * (weights[i] - before[i]);
      }
    }
    TagOverlay::Correction fitted;
    fitted.label = label;
    fitted.offset = static_cast<float>(weights.front());
    for (const auto& [gram, number] : numbers_) {
      const auto weight = static_cast<float>(weights[number]);
      if (std::abs(weight) >= kLeastWeight) fitted.weights.push_back({gram, weight});
    }
    return fitted;
  }

 private:
  double squared_lengths() const {
    double sum = 0;
    for (const SparseVector& text : texts_) {
      sum += 1.0;
      for (const GramFeature& gram : text) sum += double{gram.value} * double{gram.value};
    }
    return sum;
  }

  void gradient_at(const std::vector<double>& weights, std::vector<double>& gradient) const {
    for (std::size_t i = 0; i < weights.size(); ++i) gradient[i] = kPenalty * weights[i];
    gradient.front() = kOffsetPenalty * weights.front();
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      double odds = rows_[i].odds + weights.front();
      for (const GramFeature& gram : texts_[i]) odds += weights[gram.index] * double{gram.value};
      const double error = 1.0 / (1.0 + std::exp(-odds)) - rows_[i].target;
      gradient.front() += error;
      for (const GramFeature& gram : texts_[i]) gradient[gram.index] += error * double{gram.value};
    }
  }

  std::vector<Row> rows_;
  std::map<std::uint32_t, std::size_t> numbers_;  // of the grams, in `weights`
  std::vector<SparseVector> texts_;               // by these numbers
};

/// The part of which the model thinks the label likeliest; null when no part can have it.
const OverlayExample::Part* likeliest_part(const OverlayExample& example, std::uint32_t label) {
  const OverlayExample::Part* best = nullptr;
  for (const OverlayExample::Part& part : example.parts) {
    if (label >= part.probabilities.size()) continue;
    if (best == nullptr || part.probabilities[label] > best->probabilities[label]) best = &part;
  }
  return best;
}

void add_rows(const OverlayExample& example, const OverlayExample::Verdict& verdict,
              std::vector<Row>& rows) {
  const OverlayExample::Part* likeliest = likeliest_part(example, verdict.label);
  for (const OverlayExample::Part& part : example.parts) {
    if (verdict.label >= part.probabilities.size()) continue;
    if (verdict.confirmed && &part != likeliest) continue;
    rows.push_back(
        {&part.text, logit(part.probabilities[verdict.label]), verdict.confirmed ? 1.0 : 0.0});
  }
}

template <typename Use>
std::vector<TagOverlay::Correction> train_on(const std::vector<OverlayExample>& examples,
                                             const Use& use) {
  std::map<std::uint32_t, std::vector<Row>> rows;
  for (std::size_t i = 0; i < examples.size(); ++i) {
    if (!use(i)) continue;
    for (const OverlayExample::Verdict& verdict : examples[i].verdicts) {
      add_rows(examples[i], verdict, rows[verdict.label]);
    }
  }
  std::vector<TagOverlay::Correction> corrections;
  for (auto& [label, of_label] : rows) {
    if (!of_label.empty()) corrections.push_back(LabelRegression(std::move(of_label)).fit(label));
  }
  return corrections;
}

std::uint64_t count_agreeing(const OverlayExample& example) {
  std::uint64_t agreeing = 0;
  for (const OverlayExample::Verdict& verdict : example.verdicts) {
    const OverlayExample::Part* part = likeliest_part(example, verdict.label);
    if (part == nullptr) continue;
    agreeing += (part->probabilities[verdict.label] >= 0.5F) == verdict.confirmed ? 1 : 0;
  }
  return agreeing;
}

}  // namespace

std::vector<TagOverlay::Correction> train_overlay(const std::vector<OverlayExample>& examples) {
  return train_on(examples, [](std::size_t) { return true; });
}

OverlayAgreement cross_validate_overlay(const std::vector<OverlayExample>& examples) {
  OverlayAgreement agreement;
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    TagOverlay overlay;
    overlay.issues = train_on(examples, [&](std::size_t i) { return i % kFolds != fold; });
    for (std::size_t i = fold; i < examples.size(); i += kFolds) {
      OverlayExample example = examples[i];
      agreement.verdicts += example.verdicts.size();
      agreement.model += count_agreeing(example);
      for (OverlayExample::Part& part : example.parts) {
        overlay.adjust_issues(part.text, part.probabilities);
      }
      agreement.overlay += count_agreeing(example);
    }
  }
  return agreement;
}

}  // namespace kizuki
