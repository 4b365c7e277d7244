// Retrieval measures, per query and over a test collection.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/eval/qrels.hpp"
#include "engine/eval/run.hpp"

namespace kizuki {

enum class MeasureKind : std::uint8_t { kNdcg, kReciprocalRank, kRecall };

/// A measure cut off at a depth, e.g. nDCG@10.
struct Measure {
  MeasureKind kind = MeasureKind::kNdcg;
  std::size_t depth = 10;  // >= 1
};

/// nDCG@10, MRR@10, Recall@10, Recall@100: what this project reports.
std::span<const Measure> standard_measures();

/// "nDCG@10", "MRR@10", "Recall@100".
std::string measure_name(const Measure& measure);

/// Normalised discounted cumulative gain (Järvelin & Kekäläinen 2002) with gain 2^grade - 1 and
/// discount log2(rank + 1), divided by that of the ideal order of all judged documents. 0..1; 0
/// when nothing relevant was judged.
double ndcg(const Grades& grades, std::span<const RunEntry> entries, std::size_t depth);

/// 1 / rank of the first relevant (grade >= 1) document among the first `depth`, 0 when none is.
/// Ranks are places in `entries`, whatever numbers the run gave.
double reciprocal_rank(const Grades& grades, std::span<const RunEntry> entries, std::size_t depth);

/// Share of the relevant documents that are among the first `depth`; 0 when there is none.
double recall(const Grades& grades, std::span<const RunEntry> entries, std::size_t depth);

double score(const Measure& measure, const Grades& grades, std::span<const RunEntry> entries);

/// The queries of `qrels` that have a relevant document, in its order: those that count. A query
/// without one would score 0 whatever the engine does.
std::vector<std::string> scored_queries(const Qrels& qrels);

/// `measure` for each of `queries`; a query that the run does not answer scores 0.
std::vector<double> score_queries(const Measure& measure, const Qrels& qrels, const Run& run,
                                  std::span<const std::string> queries);

/// Arithmetic mean, 0 of nothing.
double mean(std::span<const double> values);

}  // namespace kizuki
