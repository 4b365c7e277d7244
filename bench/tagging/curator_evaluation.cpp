#include "bench/tagging/curator_evaluation.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "bench/tagging/tag_scores.hpp"
#include "engine/tagging/case_predictor.hpp"
#include "engine/tagging/overlay_trainer.hpp"
#include "engine/tagging/training/tag_trainer.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kVerdictsPerRound = 10;

struct Sample {
  std::vector<bool> given;
  std::set<std::string> given_codes;
  OverlayExample example;
};

Result<std::vector<Sample>> predict_all(CasePredictor& predictor,
                                        const std::vector<CaseRecord>& cases) {
  std::vector<Sample> samples;
  CasePrediction prediction;
  for (const CaseRecord& record : cases) {
    if (auto done = predictor.predict(record, prediction); !done) return std::move(done).error();
    Sample& sample = samples.emplace_back();
    sample.given = given_issues(record, predictor.model().lexicon.issues());
    sample.given_codes = {record.issues.begin(), record.issues.end()};
    sample.example = {{{prediction.issue_text, prediction.issues}}, {}};
  }
  return samples;
}

/// Answers the ten tags of the judged cases that are nearest to one half by the overlay so far.
void judge(const TagOverlay& overlay, std::vector<Sample>& samples) {
  struct Doubt {
    float distance;
    std::size_t sample;
    std::uint32_t issue;
  };
  std::vector<Doubt> doubts;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    OverlayExample& example = samples[i].example;
    std::vector<float> now = example.parts.front().probabilities;
    overlay.adjust_issues(example.parts.front().text, now);
    for (std::uint32_t issue = 0; issue < now.size(); ++issue) {
      const bool judged = std::any_of(example.verdicts.begin(), example.verdicts.end(),
                                      [&](const auto& said) { return said.label == issue; });
      if (!judged) doubts.push_back({std::abs(now[issue] - 0.5F), i, issue});
    }
  }
  std::stable_sort(doubts.begin(), doubts.end(),
                   [](const Doubt& a, const Doubt& b) { return a.distance < b.distance; });
  doubts.resize(std::min(doubts.size(), kVerdictsPerRound));
  for (const Doubt& doubt : doubts) {
    Sample& sample = samples[doubt.sample];
    sample.example.verdicts.push_back({doubt.issue, sample.given[doubt.issue]});
  }
}

void print_row(const std::string& name, std::size_t verdicts, const TagOverlay& overlay,
               const TagModel& model, const std::vector<Sample>& samples) {
  SetScores issues;
  std::vector<Outcome> outcomes;
  for (const Sample& sample : samples) {
    std::vector<float> now = sample.example.parts.front().probabilities;
    overlay.adjust_issues(sample.example.parts.front().text, now);
    std::set<std::string> predicted;
    for (const std::size_t issue : choose_issues(now, model.issues.thresholds)) {
      predicted.insert(model.lexicon.issues()[issue]);
    }
    issues.add(sample.given_codes, predicted);
    for (std::size_t i = 0; i < now.size(); ++i) outcomes.push_back({now[i], sample.given[i]});
  }
  fmt::print("| {} | {} | {:.3f} / {:.3f} | {:.3f} |\n", name, verdicts, issues.micro_f1(),
             issues.macro_f1(), expected_calibration_error(outcomes));
  std::fflush(stdout);
}

}  // namespace

Result<void> print_curator_rows(const SampleData& corpus, const std::string& name,
                                const std::vector<CaseRecord>& train,
                                const std::vector<CaseRecord>& unseen, std::size_t rounds) {
  auto model = train_tags(corpus.lexicon, corpus.cards, train, {"", 5});
  if (!model) return std::move(model).error();
  CasePredictor predictor(std::make_shared<const TagModel>(std::move(*model)));
  std::vector<CaseRecord> halves[2];
  for (std::size_t i = 0; i < unseen.size(); ++i) halves[i % 2].push_back(unseen[i]);
  auto judged = predict_all(predictor, halves[0]);
  if (!judged) return std::move(judged).error();
  const auto scored = predict_all(predictor, halves[1]);
  if (!scored) return scored.error();
  TagOverlay overlay;
  print_row(name, 0, overlay, predictor.model(), *scored);
  for (std::size_t round = 1; round <= rounds; ++round) {
    judge(overlay, *judged);
    std::vector<OverlayExample> examples;
    for (const Sample& sample : *judged) examples.push_back(sample.example);
    overlay.issues = train_overlay(examples);
    print_row(name, round * kVerdictsPerRound, overlay, predictor.model(), *scored);
  }
  return {};
}

}  // namespace kizuki
