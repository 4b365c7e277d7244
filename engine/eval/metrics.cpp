#include "engine/eval/metrics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>

namespace kizuki {
namespace {

double gain(int grade) { return std::ldexp(1.0, grade) - 1.0; }

double discount(std::size_t place) { return std::log2(static_cast<double>(place) + 2.0); }

int grade_of(const Grades& grades, const std::string& document) {
  const auto judged = grades.find(document);
  return judged == grades.end() ? 0 : judged->second;
}

std::span<const RunEntry> first(std::span<const RunEntry> entries, std::size_t depth) {
  return entries.first(std::min(depth, entries.size()));
}

double ideal_gain(const Grades& grades, std::size_t depth) {
  std::vector<int> best;
  best.reserve(grades.size());
  for (const auto& judged : grades) best.push_back(judged.second);
  std::sort(best.begin(), best.end(), std::greater<>());
  best.resize(std::min(depth, best.size()));
  double sum = 0;
  for (std::size_t place = 0; place < best.size(); ++place) {
    sum += gain(best[place]) / discount(place);
  }
  return sum;
}

}  // namespace

std::span<const Measure> standard_measures() {
  static constexpr std::array<Measure, 4> kMeasures = {{{MeasureKind::kNdcg, 10},
                                                        {MeasureKind::kReciprocalRank, 10},
                                                        {MeasureKind::kRecall, 10},
                                                        {MeasureKind::kRecall, 100}}};
  return kMeasures;
}

std::string measure_name(const Measure& measure) {
  constexpr std::array<std::string_view, 3> kNames = {"nDCG@", "MRR@", "Recall@"};
  return std::string(kNames[static_cast<std::size_t>(measure.kind)]) +
         std::to_string(measure.depth);
}

double ndcg(const Grades& grades, std::span<const RunEntry> entries, std::size_t depth) {
  const double ideal = ideal_gain(grades, depth);
  if (ideal == 0) return 0;
  const auto top = first(entries, depth);
  double sum = 0;
  for (std::size_t place = 0; place < top.size(); ++place) {
    sum += gain(grade_of(grades, top[place].document)) / discount(place);
  }
  return sum / ideal;
}

double reciprocal_rank(const Grades& grades, std::span<const RunEntry> entries, std::size_t depth) {
  const auto top = first(entries, depth);
  for (std::size_t place = 0; place < top.size(); ++place) {
    if (grade_of(grades, top[place].document) > 0) return 1.0 / static_cast<double>(place + 1);
  }
  return 0;
}

double recall(const Grades& grades, std::span<const RunEntry> entries, std::size_t depth) {
  const std::size_t relevant = relevant_count(grades);
  if (relevant == 0) return 0;
  const auto top = first(entries, depth);
  const auto found = std::count_if(top.begin(), top.end(), [&](const RunEntry& entry) {
    return grade_of(grades, entry.document) > 0;
  });
  return static_cast<double>(found) / static_cast<double>(relevant);
}

double score(const Measure& measure, const Grades& grades, std::span<const RunEntry> entries) {
  switch (measure.kind) {
    case MeasureKind::kNdcg:
      return ndcg(grades, entries, measure.depth);
    case MeasureKind::kReciprocalRank:
      return reciprocal_rank(grades, entries, measure.depth);
    case MeasureKind::kRecall:
      return recall(grades, entries, measure.depth);
  }
  return 0;
}

std::vector<std::string> scored_queries(const Qrels& qrels) {
  std::vector<std::string> queries;
  for (const std::string& query : qrels.queries()) {
    if (relevant_count(qrels.grades(query)) > 0) queries.push_back(query);
  }
  return queries;
}

std::vector<double> score_queries(const Measure& measure, const Qrels& qrels, const Run& run,
                                  std::span<const std::string> queries) {
  std::vector<double> scores;
  scores.reserve(queries.size());
  for (const std::string& query : queries) {
    scores.push_back(score(measure, qrels.grades(query), run.entries(query)));
  }
  return scores;
}

double mean(std::span<const double> values) {
  if (values.empty()) return 0;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace kizuki
