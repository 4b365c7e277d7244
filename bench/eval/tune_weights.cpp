// Chooses the weights of the second stage on one half of the queries and reports them on the other.
//
// usage: tune_weights FOLDER...   each with index/ (kizuki index), queries.jsonl and qrels.tsv
//
// The same weights serve all sets, so they are chosen by the sum of nDCG@10 over the sets: on the
// queries at even places, then on those at odd ones. What the chosen weights reach on the half that
// did not choose them is what may be expected of new queries; what they reach on their own half is
// not.
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

struct Weights {
  double pair = 0.0;
  double kanji = 0.0;
};

/// Means of the queries at even and at odd places.
using Halves = std::array<double, 2>;

constexpr double kPairWeights[] = {0.0, 0.25, 0.5, 0.75, 1.0};
constexpr double kKanjiWeights[] = {0.0, 0.2, 0.4, 0.6};

std::vector<Weights> grid() {
  std::vector<Weights> all;
  for (const double pair : kPairWeights) {
    for (const double kanji : kKanjiWeights) all.push_back({pair, kanji});
  }
  return all;
}

Result<JudgedSet> open_set(const std::filesystem::path& folder,
                           std::shared_ptr<const AnalyzerModel> model,
                           std::shared_ptr<const Taxonomy> taxonomy,
                           std::shared_ptr<const BackgroundFrequencies> background) {
  auto generation = GenerationStore(folder / "index").open_current();
  if (!generation) return std::move(generation).error();
  auto queries = load_queries(folder / "queries.jsonl");
  if (!queries) return std::move(queries).error();
  auto qrels = Qrels::load(folder / "qrels.tsv");
  if (!qrels) return std::move(qrels).error();
  JudgedSet set{
      folder.filename().string(),
      {std::move(*generation), std::move(model), std::move(taxonomy), std::move(background)},
      {},
      std::move(*qrels)};
  for (SetQuery& query : *queries) {
    if (relevant_count(set.qrels.grades(query.id)) > 0) set.queries.push_back(std::move(query));
  }
  return set;
}

Result<Halves> measure(const JudgedSet& set, const Weights& weights) {
  RankingSettings settings;
  settings.pair_weight = weights.pair;
  settings.kanji_weight = weights.kanji;
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

void print_row(const char* name, const Weights& weights, const std::vector<Halves>& sets) {
  std::printf("| %s | %.2f | %.2f |", name, weights.pair, weights.kanji);
  for (const Halves& halves : sets) std::printf(" %.4f | %.4f |", halves[0], halves[1]);
  std::printf("\n");
}

double sum_of(const std::vector<Halves>& sets, std::size_t half) {
  double sum = 0.0;
  for (const Halves& halves : sets) sum += halves[half];
  return sum;
}

Result<void> tune(const std::vector<JudgedSet>& sets) {
  std::printf("| weights | pairs | kanji |");
  for (const JudgedSet& set : sets) {
    std::printf(" %s, even | odd |", set.name.c_str());
  }
  std::printf("\n|---|---:|---:|");
  for (std::size_t i = 0; i < sets.size(); ++i) std::printf("---:|---:|");
  std::printf("\n");
  const std::vector<Weights> all = grid();
  std::vector<std::vector<Halves>> results;
  for (const Weights& weights : all) {
    results.emplace_back();
    for (const JudgedSet& set : sets) {
      auto halves = measure(set, weights);
      if (!halves) return std::move(halves).error();
      results.back().push_back(*halves);
    }
    print_row("", weights, results.back());
  }
  for (std::size_t half = 0; half < 2; ++half) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < all.size(); ++i) {
      if (sum_of(results[i], half) > sum_of(results[best], half)) best = i;
    }
    print_row(half == 0 ? "chosen on even" : "chosen on odd", all[best], results[best]);
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
  std::vector<JudgedSet> sets;
  for (const std::string& folder : folders) {
    auto set = open_set(folder, *model, *taxonomy, *background);
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
