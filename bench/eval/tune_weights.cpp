// Chooses the weights of the ranking on one half of the queries and reports them on the other.
//
// usage: tune_weights FOLDER...   each with index/ (kizuki index), queries.jsonl and qrels.tsv
//
// The same weights serve all sets. From the shipped ones, each in turn is set to the value of its
// grid that gives the greatest sum of nDCG@10 over the sets, twice round: on the queries at even
// places, then on those at odd ones. What the chosen weights reach on the half that did not choose
// them is what may be expected of new queries; what they reach on their own half is not. The rows
// in front show each value alone beside the shipped ones.
#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bench/eval/query_set.hpp"
#include "engine/eval/metrics.hpp"
#include "engine/query/query_parser.hpp"
#include "engine/query/searcher.hpp"

namespace kizuki {
namespace {

struct JudgedSet {
  std::string name;
  Searcher::Sources sources;
  std::vector<SetQuery> queries;  // those that count
  Qrels qrels;
};

/// Means of the queries at even and at odd places.
using Halves = std::array<double, 2>;

struct Parameter {
  const char* name;
  double RankingSettings::*value;
  std::vector<double> grid;
};

const std::vector<Parameter>& parameters() {
  static const std::vector<Parameter> all{
      {"pairs", &RankingSettings::pair_weight, {0.0, 0.25, 0.5, 0.75, 1.0}},
      {"kanji", &RankingSettings::kanji_weight, {0.0, 0.2, 0.4, 0.6}},
      {"tag field", &RankingSettings::tag_field_weight, {0.0, 0.25, 0.5, 0.75, 1.0, 1.5}},
      {"pairs in tag field", &RankingSettings::issue_pair_weight, {0.0, 0.25, 0.5, 1.0}},
      {"related issues", &RankingSettings::related_share, {0.0, 0.25, 0.5, 0.75, 1.0}},
      {"issue profile", &RankingSettings::issue_profile_weight, {0.0, 0.25, 0.5, 0.75}},
      {"issue feedback", &RankingSettings::issue_feedback_weight, {0.0, 0.1, 0.25, 0.5}},
  };
  return all;
}

Result<JudgedSet> open_set(const std::filesystem::path& folder,
                           std::shared_ptr<const AnalyzerModel> model,
                           std::shared_ptr<const Taxonomy> taxonomy,
                           std::shared_ptr<const BackgroundFrequencies> background,
                           std::shared_ptr<const QueryKnowledge> knowledge) {
  auto generation = GenerationStore(folder / "index").open_current();
  if (!generation) return std::move(generation).error();
  auto queries = load_queries(folder / "queries.jsonl");
  if (!queries) return std::move(queries).error();
  auto qrels = Qrels::load(folder / "qrels.tsv");
  if (!qrels) return std::move(qrels).error();
  JudgedSet set{folder.filename().string(),
                {std::move(*generation), std::move(model), std::move(taxonomy),
                 std::move(background), std::move(knowledge)},
                {},
                std::move(*qrels)};
  for (SetQuery& query : *queries) {
    if (relevant_count(set.qrels.grades(query.id)) > 0) set.queries.push_back(std::move(query));
  }
  return set;
}

Result<Halves> measure(const JudgedSet& set, const RankingSettings& settings) {
  auto searcher = Searcher::open_all(set.sources, settings);
  if (!searcher) return std::move(searcher).error();
  SearchOptions options;
  options.details = false;
  options.count_total = false;
  std::array<std::vector<double>, 2> values;
  for (std::size_t i = 0; i < set.queries.size(); ++i) {
    const auto query = parse_query(set.queries[i].text);
    if (!query) return query.error();
    const auto list = searcher->search(*query, options);
    if (!list) return list.error();
    std::vector<RunEntry> entries;
    for (const Hit& hit : list->hits) {
      entries.push_back({hit.id, static_cast<std::int64_t>(entries.size() + 1), hit.score});
    }
    values[i % 2].push_back(ndcg(set.qrels.grades(set.queries[i].id), entries, 10));
  }
  return Halves{mean(values[0]), mean(values[1])};
}

Result<std::vector<Halves>> measure_all(const std::vector<JudgedSet>& sets,
                                        const RankingSettings& settings) {
  std::vector<Halves> results;
  for (const JudgedSet& set : sets) {
    auto halves = measure(set, settings);
    if (!halves) return std::move(halves).error();
    results.push_back(*halves);
  }
  return results;
}

void print_row(const std::string& name, const std::vector<Halves>& sets) {
  std::printf("| %s |", name.c_str());
  for (const Halves& halves : sets) std::printf(" %.4f | %.4f |", halves[0], halves[1]);
  std::printf("\n");
}

std::string shown(double value) {
  std::array<char, 32> digits{};
  std::snprintf(digits.data(), digits.size(), "%.2f", value);
  return digits.data();
}

double sum_of(const std::vector<Halves>& sets, std::size_t half) {
  double sum = 0.0;
  for (const Halves& halves : sets) sum += halves[half];
  return sum;
}

Result<void> show_each_alone(const std::vector<JudgedSet>& sets) {
  for (const Parameter& parameter : parameters()) {
    for (const double value : parameter.grid) {
      RankingSettings settings;
      settings.*parameter.value = value;
      const auto results = measure_all(sets, settings);
      if (!results) return results.error();
      print_row(std::string(parameter.name) + " " + shown(value), *results);
    }
  }
  return {};
}

Result<void> choose(const std::vector<JudgedSet>& sets, std::size_t half) {
  RankingSettings best;
  auto results = measure_all(sets, best);
  if (!results) return std::move(results).error();
  for (int round = 0; round < 2; ++round) {
    for (const Parameter& parameter : parameters()) {
      for (const double value : parameter.grid) {
        RankingSettings settings = best;
        settings.*parameter.value = value;
        auto tried = measure_all(sets, settings);
        if (!tried) return std::move(tried).error();
        if (sum_of(*tried, half) <= sum_of(*results, half)) continue;
        best = settings;
        results = std::move(tried);
      }
    }
  }
  std::string name = half == 0 ? "chosen on even:" : "chosen on odd:";
  for (const Parameter& parameter : parameters()) {
    name.append(" ").append(parameter.name).append(" ").append(shown(best.*parameter.value));
  }
  print_row(name, *results);
  return {};
}

Result<void> tune(const std::vector<JudgedSet>& sets) {
  std::printf("| weights |");
  for (const JudgedSet& set : sets) std::printf(" %s, even | odd |", set.name.c_str());
  std::printf("\n|---|");
  for (std::size_t i = 0; i < sets.size(); ++i) std::printf("---:|---:|");
  std::printf("\n");
  const auto shipped = measure_all(sets, {});
  if (!shipped) return shipped.error();
  print_row("shipped", *shipped);
  if (auto done = show_each_alone(sets); !done) return done;
  for (std::size_t half = 0; half < 2; ++half) {
    if (auto done = choose(sets, half); !done) return done;
  }
  return {};
}

int fail(const Error& error) {
  std::fprintf(stderr, "tune_weights: %s\n", error.describe().c_str());
  return 1;
}

int run(const std::vector<std::string>& folders) {
  auto model = AnalyzerModel::load(AnalyzerFiles::under(KIZUKI_DATA_DIR));
  if (!model) return fail(model.error());
  auto taxonomy = Taxonomy::load(std::filesystem::path(KIZUKI_DATA_DIR) / "taxonomy");
  if (!taxonomy) return fail(taxonomy.error());
  auto background = BackgroundFrequencies::load(KIZUKI_DATA_DIR);
  if (!background) return fail(background.error());
  auto knowledge = QueryKnowledge::load(KIZUKI_DATA_DIR);
  if (!knowledge) return fail(knowledge.error());
  std::vector<JudgedSet> sets;
  for (const std::string& folder : folders) {
    auto set = open_set(folder, *model, *taxonomy, *background, *knowledge);
    if (!set) return fail(set.error());
    sets.push_back(std::move(*set));
  }
  const auto tuned = tune(sets);
  return tuned ? 0 : fail(tuned.error());
}

}  // namespace
}  // namespace kizuki

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: tune_weights FOLDER...\n");
    return 2;
  }
  return kizuki::run(std::vector<std::string>(argv + 1, argv + argc));
}
