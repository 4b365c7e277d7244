// A judged set with an open index: what weights are tuned and signals compared on.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "bench/eval/query_set.hpp"
#include "engine/base/result.hpp"
#include "engine/eval/metrics.hpp"
#include "engine/query/searcher.hpp"

namespace kizuki {

/// What all sets share: the engine's parts from a built data folder.
struct EvaluationTools {
  std::shared_ptr<const AnalyzerModel> model;
  std::shared_ptr<const Taxonomy> taxonomy;
  std::shared_ptr<const BackgroundFrequencies> background;
  std::shared_ptr<const QueryKnowledge> knowledge;

  static Result<EvaluationTools> load(const std::filesystem::path& data_folder);
};

/// How a set is scored: the gain of its best ten hits, or the place of the first right one.
enum class SetMeasure : std::uint8_t { kNdcg, kReciprocalRank };

struct JudgedSet {
  std::string name;
  SetMeasure measure = SetMeasure::kNdcg;
  bool similar = false;  // the ids of the queries are cases, and similar ones are looked for
  Searcher::Sources sources;
  std::vector<SetQuery> queries;  // those with a relevant document
  Qrels qrels;

  /// `queries.jsonl` and `qrels.tsv` beside `index/`.
  static Result<JudgedSet> open_queries(const std::filesystem::path& folder,
                                        const EvaluationTools& tools);
  /// `similar_qrels.tsv` beside `index/`: its queries are ids of cases.
  static Result<JudgedSet> open_similar(const std::filesystem::path& folder,
                                        const EvaluationTools& tools);
};

/// The measure for each query, in order. Errors: those of the searcher.
Result<std::vector<double>> measure(const JudgedSet& set, const RankingSettings& settings);

}  // namespace kizuki
