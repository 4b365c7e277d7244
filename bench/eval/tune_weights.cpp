// Chooses the weights of the ranking on one half of the queries and reports them on the other.
//
// Each FOLDER has index/ (kizuki index) and queries.jsonl with qrels.tsv, or similar_qrels.tsv, or
// both. --task search takes the first, --task similar the second kind; the same weights serve all
// sets of a task. From the shipped ones, each weight in turn is set to the value of its grid that
// gives the greatest sum of the measure over the sets, twice round: on the queries at even places,
// then on those at odd ones. What the chosen weights reach on the half that did not choose them is
// what may be expected of new queries; what they reach on their own half is not. The rows in front
// show each value alone beside the shipped ones.
//
// --with NAME=VALUE sets a weight beforehand; --show prints that one row, and a row for each kind
// of query, instead of tuning. --compare sets the weights beside BM25 over words alone (k1 = 1):
// the 95 % interval of the mean, and p of a paired randomisation test of 10,000 sign flips.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "bench/eval/judged_set.hpp"
#include "engine/eval/significance.hpp"

namespace kizuki {
namespace {

struct Parameter {
  const char* name;
  double RankingSettings::*value;
  std::vector<double> grid;
};

const std::vector<Parameter>& search_parameters() {
  static const std::vector<Parameter> kAll{
      {"pairs", &RankingSettings::pair_weight, {0.0, 0.25, 0.5, 0.75, 1.0}},
      {"kanji", &RankingSettings::kanji_weight, {0.0, 0.2, 0.4, 0.6}},
      {"opening", &RankingSettings::opening_weight, {0.0, 0.35, 0.7, 1.0}},
      {"passage", &RankingSettings::passage_weight, {0.0, 0.3, 0.6, 1.0}},
      {"saturation", &RankingSettings::term_saturation, {0.3, 0.5, 0.75, 1.0}},
      {"group", &RankingSettings::group_weight, {0.6, 0.9, 1.2, 1.6}},
      {"tag-field", &RankingSettings::tag_field_weight, {0.0, 0.25, 0.5, 0.75, 1.0, 1.5}},
      {"tag-pairs", &RankingSettings::issue_pair_weight, {0.0, 0.25, 0.5, 1.0}},
      {"related", &RankingSettings::related_share, {0.0, 0.25, 0.5, 0.75, 1.0}},
      {"profile", &RankingSettings::issue_profile_weight, {0.0, 0.25, 0.5, 0.75}},
      {"feedback", &RankingSettings::issue_feedback_weight, {0.0, 0.1, 0.25, 0.5}},
  };
  return kAll;
}

const std::vector<Parameter>& similar_parameters() {
  static const std::vector<Parameter> kAll{
      {"pairs", &RankingSettings::pair_weight, {0.0, 0.25, 0.5, 0.75, 1.0}},
      {"kanji", &RankingSettings::kanji_weight, {0.0, 0.2, 0.4, 0.6}},
      {"issue", &RankingSettings::similar_issue_weight, {0.0, 0.25, 0.5, 0.75, 1.0}},
      {"industry", &RankingSettings::similar_industry_weight, {0.0, 0.05, 0.1, 0.15, 0.3}},
      {"scale", &RankingSettings::similar_scale_weight, {0.0, 0.05, 0.1, 0.15}},
      {"likeness", &RankingSettings::similar_likeness_weight, {0.0, 0.25, 0.5, 1.0}},
      {"saturation", &RankingSettings::term_saturation, {0.3, 0.5, 0.75, 1.0, 1.5}},
  };
  return kAll;
}

struct Tuning {
  std::vector<JudgedSet> sets;
  std::vector<Parameter> parameters;
  RankingSettings start;
};

/// Values of each set's queries.
using Scores = std::vector<std::vector<double>>;

Result<Scores> measure_all(const std::vector<JudgedSet>& sets, const RankingSettings& settings) {
  Scores scores;
  for (const JudgedSet& set : sets) {
    auto values = measure(set, settings);
    if (!values) return std::move(values).error();
    scores.push_back(std::move(*values));
  }
  return scores;
}

double half_mean(const std::vector<double>& values, std::size_t half) {
  std::vector<double> chosen;
  for (std::size_t i = half; i < values.size(); i += 2) chosen.push_back(values[i]);
  return mean(chosen);
}

double sum_of(const Scores& scores, std::size_t half) {
  double sum = 0.0;
  for (const auto& values : scores) sum += half_mean(values, half);
  return sum;
}

void print_row(const std::string& name, const Scores& scores) {
  std::printf("| %s |", name.c_str());
  for (const auto& values : scores) {
    std::printf(" %.4f | %.4f | %.4f |", half_mean(values, 0), half_mean(values, 1), mean(values));
  }
  std::printf("\n");
  std::fflush(stdout);
}

std::string shown(double value) {
  std::array<char, 32> digits{};
  std::snprintf(digits.data(), digits.size(), "%.2f", value);
  return digits.data();
}

Result<void> show_each_alone(const Tuning& tuning) {
  for (const Parameter& parameter : tuning.parameters) {
    for (const double value : parameter.grid) {
      RankingSettings settings = tuning.start;
      settings.*parameter.value = value;
      const auto scores = measure_all(tuning.sets, settings);
      if (!scores) return scores.error();
      print_row(std::string(parameter.name) + " " + shown(value), *scores);
    }
  }
  return {};
}

Result<void> choose(const Tuning& tuning, std::size_t half) {
  RankingSettings best = tuning.start;
  auto scores = measure_all(tuning.sets, best);
  if (!scores) return std::move(scores).error();
  for (int round = 0; round < 2; ++round) {
    for (const Parameter& parameter : tuning.parameters) {
      for (const double value : parameter.grid) {
        RankingSettings settings = best;
        settings.*parameter.value = value;
        auto tried = measure_all(tuning.sets, settings);
        if (!tried) return std::move(tried).error();
        if (sum_of(*tried, half) <= sum_of(*scores, half)) continue;
        best = settings;
        scores = std::move(tried);
      }
    }
  }
  std::string name = half == 0 ? "chosen on even:" : "chosen on odd:";
  for (const Parameter& parameter : tuning.parameters) {
    name.append(" ").append(parameter.name).append(" ").append(shown(best.*parameter.value));
  }
  print_row(name, *scores);
  return {};
}

void print_head(const std::vector<JudgedSet>& sets) {
  std::printf("| weights |");
  for (const JudgedSet& set : sets) std::printf(" %s, even | odd | all |", set.name.c_str());
  std::printf("\n|---|");
  for (std::size_t i = 0; i < sets.size(); ++i) std::printf("---:|---:|---:|");
  std::printf("\n");
}

void print_kinds(const std::vector<JudgedSet>& sets, const Scores& scores) {
  for (std::size_t i = 0; i < sets.size(); ++i) {
    for (const QueryKind& kind : group_by_kind(sets[i].queries)) {
      std::vector<double> values;
      for (const std::size_t place : kind.places) values.push_back(scores[i][place]);
      std::printf("%s, %s (%zu): %.4f\n", sets[i].name.c_str(), kind.kind.c_str(), values.size(),
                  mean(values));
    }
  }
}

Result<void> show(const Tuning& tuning) {
  const auto scores = measure_all(tuning.sets, tuning.start);
  if (!scores) return scores.error();
  print_row("these", *scores);
  print_kinds(tuning.sets, *scores);
  return {};
}

/// BM25 over the words of the query: no characters, synonyms or attributes.
RankingSettings plain_settings() {
  RankingSettings settings;
  settings.pool_size = 0;
  settings.part_weight = 0.0;
  settings.group_weight = 0.0;
  settings.related_share = 0.0;
  settings.term_saturation = 1.0;
  return settings;
}

void print_comparison(const std::string& name, const std::vector<double>& plain,
                      const std::vector<double>& full) {
  const Interval interval = bootstrap_interval(full);
  std::printf("| %s | %zu | %.4f | %.4f | %.3f–%.3f | %+.4f | %.4f |\n", name.c_str(), full.size(),
              mean(plain), mean(full), interval.low, interval.high, mean(full) - mean(plain),
              paired_randomization_p(plain, full));
}

Result<void> compare(const Tuning& tuning) {
  std::printf(
      "| set | n | plain | full | 95 %% | difference | p |\n|---|---:|---:|---:|---|---:|---:|\n");
  const auto plain = measure_all(tuning.sets, plain_settings());
  if (!plain) return plain.error();
  const auto full = measure_all(tuning.sets, tuning.start);
  if (!full) return full.error();
  for (std::size_t i = 0; i < tuning.sets.size(); ++i) {
    const JudgedSet& set = tuning.sets[i];
    print_comparison(set.name, (*plain)[i], (*full)[i]);
    for (const QueryKind& kind : group_by_kind(set.queries)) {
      std::vector<double> left;
      std::vector<double> right;
      for (const std::size_t place : kind.places) {
        left.push_back((*plain)[i][place]);
        right.push_back((*full)[i][place]);
      }
      print_comparison(set.name + ", " + kind.kind, left, right);
    }
  }
  return {};
}

Result<void> tune(const Tuning& tuning) {
  const auto shipped = measure_all(tuning.sets, tuning.start);
  if (!shipped) return shipped.error();
  print_row("shipped", *shipped);
  if (auto done = show_each_alone(tuning); !done) return done;
  for (std::size_t half = 0; half < 2; ++half) {
    if (auto done = choose(tuning, half); !done) return done;
  }
  return {};
}

int fail(const Error& error) {
  std::fprintf(stderr, "tune_weights: %s\n", error.describe().c_str());
  return 1;
}

/// "NAME=VALUE" of a parameter of the task.
bool set_weight(const std::string& text, Tuning& tuning) {
  const auto sign = text.find('=');
  const std::string name = text.substr(0, sign);
  for (const Parameter& parameter : tuning.parameters) {
    if (sign == std::string::npos || name != parameter.name) continue;
    tuning.start.*parameter.value = std::strtod(text.c_str() + sign + 1, nullptr);
    return true;
  }
  std::fprintf(stderr, "tune_weights: no weight of this task: %s\n", text.c_str());
  return false;
}

int run(int argc, char** argv) {
  CLI::App app("Chooses ranking weights on one half of judged queries, reports on the other.",
               "tune_weights");
  std::string task = "search";
  std::vector<std::string> with;
  std::vector<std::string> folders;
  std::vector<std::string> first_right;
  bool only_show = false;
  bool only_compare = false;
  std::vector<std::string> only;
  app.add_option("--task", task, "search or similar")->check(CLI::IsMember({"search", "similar"}));
  app.add_option("--with", with, "NAME=VALUE")->allow_extra_args(false);
  app.add_option("--mrr", first_right, "name of a set that is scored by MRR@10")
      ->allow_extra_args(false);
  app.add_flag("--show", only_show, "print one row and rows by kind of query");
  app.add_flag("--compare", only_compare, "print a table beside plain BM25");
  app.add_option("--only", only, "NAME of a weight: tunes these alone")->allow_extra_args(false);
  app.add_option("FOLDER", folders, "sets")->required();
  CLI11_PARSE(app, argc, argv);
  const auto tools = EvaluationTools::load(KIZUKI_DATA_DIR);
  if (!tools) return fail(tools.error());
  Tuning tuning;
  tuning.parameters = task == "similar" ? similar_parameters() : search_parameters();
  for (const std::string& text : with) {
    if (!set_weight(text, tuning)) return 2;
  }
  for (const std::string& folder : folders) {
    auto set = task == "similar" ? JudgedSet::open_similar(folder, *tools)
                                 : JudgedSet::open_queries(folder, *tools);
    if (!set) return fail(set.error());
    if (std::find(first_right.begin(), first_right.end(), set->name) != first_right.end()) {
      set->measure = SetMeasure::kReciprocalRank;
    }
    tuning.sets.push_back(std::move(*set));
  }
  if (!only.empty()) {
    auto& all = tuning.parameters;
    all.erase(std::remove_if(all.begin(), all.end(),
                             [&](const Parameter& parameter) {
                               return std::find(only.begin(), only.end(), parameter.name) ==
                                      only.end();
                             }),
              all.end());
  }
  if (only_compare) {
    const auto done = compare(tuning);
    return done ? 0 : fail(done.error());
  }
  print_head(tuning.sets);
  const auto done = only_show ? show(tuning) : tune(tuning);
  return done ? 0 : fail(done.error());
}

}  // namespace
}  // namespace kizuki

int main(int argc, char** argv) { return kizuki::run(argc, argv); }
