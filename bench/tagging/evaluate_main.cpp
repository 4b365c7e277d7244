// kizuki_tag_eval: how good are predicted tags on cases, and on a style, that training did not see?
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "bench/machine.hpp"
#include "bench/tagging/curator_evaluation.hpp"
#include "bench/tagging/scale_evaluation.hpp"
#include "bench/tagging/tag_report.hpp"
#include "bench/tagging/tag_scores.hpp"
#include "engine/base/file.hpp"
#include "engine/tagging/case_predictor.hpp"
#include "engine/tagging/training/sample_data.hpp"

namespace kizuki {
namespace {

int fail(const Error& error) {
  std::fprintf(stderr, "エラー: %s\n", error.describe().c_str());
  return 1;
}

/// The office style of a sample case, by its id.
std::string style_of(const std::string& id) {
  const int number = std::stoi(id.substr(2));
  if (id[0] == 'd') return number <= 60 ? "vivid" : "mixed";
  return number <= 30 ? "banks" : number <= 60 ? "chambers" : "bureaus";
}

using Records = std::vector<CaseRecord>;

std::string joined(const std::set<std::string>& labels) {
  std::string out;
  for (const std::string& label : labels) out += (out.empty() ? "" : " ") + label;
  return out.empty() ? "–" : out;
}

void score_case(const CaseRecord& record, const CasePrediction& prediction, const TagModel& model,
                TagScores& scores) {
  const auto& codes = model.lexicon.issues();
  const auto given = given_issues(record, codes);
  std::set<std::string> predicted;
  for (const std::size_t issue : choose_issues(prediction.issues, model.issues.thresholds)) {
    predicted.insert(codes[issue]);
  }
  const std::set<std::string> given_codes(record.issues.begin(), record.issues.end());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (!predicted.contains(codes[i]) || given[i]) continue;
    scores.wrong.push_back({prediction.issues[i], record.id, codes[i], joined(given_codes)});
  }
  scores.issues.add({record.issues.begin(), record.issues.end()}, predicted);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    scores.issue_outcomes.push_back({prediction.issues[i], given[i]});
  }
  for (std::size_t s = 0; s < record.sections.size(); ++s) {
    const StepMarginals& marginals = prediction.steps[s];
    std::set<std::string> steps;
    std::size_t best = 0;
    for (std::size_t i = 0; i < kSteps; ++i) {
      if (marginals.steps[i] > marginals.steps[best]) best = i;
      if (marginals.steps[i] >= model.steps.threshold) steps.insert(std::to_string(i + 1));
    }
    if (steps.empty() && marginals.none < 0.9F) steps.insert(std::to_string(best + 1));
    const StepSet truth = given_steps(record.sections[s]);
    std::set<std::string> gold;
    for (std::size_t i = 0; i < kSteps; ++i) {
      if ((truth >> i & 1) != 0) gold.insert(std::to_string(i + 1));
      scores.step_outcomes.push_back({marginals.steps[i], (truth >> i & 1) != 0});
    }
    for (const std::string& step : steps) {
      if (gold.contains(step)) continue;
      const auto at = static_cast<std::size_t>(step.front() - '1');
      scores.wrong.push_back({marginals.steps[at], fmt::format("{} sections[{}]", record.id, s),
                              "step " + step, joined(gold)});
    }
    if (gold.empty()) {
      ++scores.bare;
      scores.left_bare += steps.empty();
    } else {
      scores.steps.add(gold, steps);
    }
  }
}

Result<void> run_split(const SampleData& corpus, const Records& train, const Records& test,
                       TagScores& scores) {
  auto model = train_tags(corpus.lexicon, corpus.cards, train, {"", 5});
  if (!model) return std::move(model).error();
  CasePredictor predictor(std::make_shared<const TagModel>(std::move(*model)));
  CasePrediction prediction;
  for (const CaseRecord& record : test) {
    if (auto done = predictor.predict(record, prediction); !done) return done;
    score_case(record, prediction, predictor.model(), scores);
  }
  return {};
}

void print_row(const std::string& name, const TagScores& scores) {
  fmt::print("| {} | {:.3f} / {:.3f} | {:.3f} / {:.3f} | {:.3f} | {:.3f} | {} of {} |\n", name,
             scores.steps.micro_f1(), scores.steps.macro_f1(), scores.issues.micro_f1(),
             scores.issues.macro_f1(), expected_calibration_error(scores.step_outcomes),
             expected_calibration_error(scores.issue_outcomes), scores.left_bare, scores.bare);
  std::fflush(stdout);
}

template <typename IsTest>
Result<void> split_row(const SampleData& corpus, const std::string& name, IsTest&& is_test) {
  Records train;
  Records test;
  for (const CaseRecord& record : corpus.cases) {
    (is_test(record) ? test : train).push_back(record);
  }
  TagScores scores;
  if (auto done = run_split(corpus, train, test, scores); !done) return done;
  print_row(name, scores);
  return {};
}

Result<void> cross_validate(const SampleData& corpus, std::size_t folds, const std::string& only,
                            const std::string& svg) {
  TagScores scores;
  std::map<std::string, TagScores> by_style;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    Records train;
    std::map<std::string, Records> test;
    std::size_t place = 0;
    for (const CaseRecord& record : corpus.cases) {
      if (!only.empty() && style_of(record.id) != only) continue;
      if (place++ % folds == fold) {
        test[style_of(record.id)].push_back(record);
      } else {
        train.push_back(record);
      }
    }
    auto model = train_tags(corpus.lexicon, corpus.cards, train, {"", 5});
    if (!model) return std::move(model).error();
    CasePredictor predictor(std::make_shared<const TagModel>(std::move(*model)));
    CasePrediction prediction;
    for (const auto& [style, records] : test) {
      for (const CaseRecord& record : records) {
        if (auto done = predictor.predict(record, prediction); !done) return done;
        score_case(record, prediction, predictor.model(), scores);
        score_case(record, prediction, predictor.model(), by_style[style]);
      }
    }
  }
  print_row(fmt::format("{}, {} parts by case", only.empty() ? "all styles" : only, folds), scores);
  for (const auto& [style, of_style] : by_style) {
    if (only.empty()) print_row("– " + style, of_style);
  }
  if (!only.empty()) return {};
  fmt::print("\nSteps:\n\n{}\nIssues:\n\n{}\nReliability of steps:\n\n{}\nof issues:\n\n{}\n",
             label_table(scores.steps), label_table(scores.issues),
             reliability_table(scores.step_outcomes), reliability_table(scores.issue_outcomes));
  fmt::print("Wrong tags of the highest confidence:\n\n{}", wrong_table(scores.wrong, 30));
  if (svg.empty()) return {};
  return write_file_atomically(svg, reliability_svg(scores.step_outcomes, scores.issue_outcomes));
}

int run(int argc, char** argv) {
  CLI::App app("Scores predicted tags on unseen cases and styles.", "kizuki_tag_eval");
  std::string data = "data";
  std::size_t folds = 10;
  std::string svg;
  std::string revision;
  std::vector<std::string> what;
  app.add_option("--data", data, "data folder of the source tree");
  app.add_option("--folds", folds, "parts of the cross-validation by case");
  app.add_option("--svg", svg, "writes the reliability diagram of cv there");
  app.add_option("--revision", revision, "of the sources, for the report");
  app.add_option("WHAT", what, "cv, cv-vivid, styles, transfer, scale, curator; default all");
  CLI11_PARSE(app, argc, argv);
  auto loaded = load_sample_data(data);
  if (!loaded) return fail(loaded.error());
  const SampleData& corpus = *loaded;
  const auto wanted = [&](const std::string& name) {
    return what.empty() || std::find(what.begin(), what.end(), name) != what.end();
  };
  fmt::print("{}\n", describe_run(this_machine(), revision, data, command_line(argc, argv)));
  fmt::print(
      "| | steps micro / macro | issues micro / macro | ECE steps | ECE issues | bare kept "
      "|\n|---|---|---|---|---|---|\n");
  if (wanted("styles")) {
    for (const std::string style : {"vivid", "mixed", "banks", "chambers", "bureaus"}) {
      auto done = split_row(corpus, "unseen style " + style,
                            [&](const CaseRecord& record) { return style_of(record.id) == style; });
      if (!done) return fail(done.error());
    }
  }
  if (wanted("transfer")) {
    auto done = split_row(corpus, "cases → reports",
                          [&](const CaseRecord& record) { return style_of(record.id) != "vivid"; });
    if (!done) return fail(done.error());
  }
  if (wanted("cv-vivid")) {
    if (auto done = cross_validate(corpus, folds, "vivid", ""); !done) return fail(done.error());
  }
  if (wanted("cv")) {
    if (auto done = cross_validate(corpus, folds, "", svg); !done) return fail(done.error());
  }
  if (wanted("scale")) {
    if (auto done = print_scale_rows(corpus.cases); !done) return fail(done.error());
  }
  if (wanted("curator")) {
    fmt::print(
        "\n| curator, style unseen | verdicts | issues micro / macro | ECE |\n|---|---|---|---|\n");
    for (const std::string style : {"vivid", "mixed", "banks", "chambers", "bureaus"}) {
      Records train;
      Records unseen;
      for (const CaseRecord& record : corpus.cases) {
        (style_of(record.id) == style ? unseen : train).push_back(record);
      }
      if (auto done = print_curator_rows(corpus, style, train, unseen, 5); !done) {
        return fail(done.error());
      }
    }
  }
  return 0;
}

}  // namespace
}  // namespace kizuki

int main(int argc, char** argv) { return kizuki::run(argc, argv); }
