#include "bench/eval/score_table.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdio>
#include <iterator>
#include <string_view>
#include <unordered_set>

#include "engine/eval/metrics.hpp"
#include "engine/eval/significance.hpp"

namespace kizuki {
namespace {

std::string number(const char* format, double value) {
  std::array<char, 32> digits{};
  std::snprintf(digits.data(), digits.size(), format, value);
  return digits.data();
}

// A name may be a path with any character; a bar would end the cell.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string header(const std::vector<NamedRun>& runs) {
  std::string names = "| queries | n | measure |";
  std::string rule = "|---|---:|---|";
  for (const NamedRun& run : runs) {
    names.append(" ").append(cell(run.name)).append(" | 95 % |");
    rule += "---:|---|";
  }
  if (runs.size() == 2) {
    names += " difference | p |";
    rule += "---:|---:|";
  }
  return names.append("\n").append(rule).append("\n");
}

std::string row(std::string_view group, const Measure& measure, const Qrels& qrels,
                const std::vector<NamedRun>& runs, std::span<const std::string> queries) {
  std::string line("| ");
  line.append(cell(group)).append(" | ").append(std::to_string(queries.size()));
  line.append(" | ").append(measure_name(measure)).append(" |");
  std::vector<std::vector<double>> scores;
  for (const NamedRun& run : runs) {
    scores.push_back(score_queries(measure, qrels, run.run, queries));
    const Interval interval = bootstrap_interval(scores.back());
    line.append(number(" %.4f |", mean(scores.back())));
    line.append(number(" %.3f–", interval.low)).append(number("%.3f |", interval.high));
  }
  if (scores.size() == 2) {
    line.append(number(" %+.4f |", mean(scores[1]) - mean(scores[0])));
    line.append(number(" %.4f |", paired_randomization_p(scores[1], scores[0])));
  }
  return line += '\n';
}

std::vector<std::string> scored_of_kind(const std::vector<std::string>& scored,
                                        std::span<const SetQuery> queries, const QueryKind& kind) {
  std::unordered_set<std::string_view> wanted;
  for (const std::size_t place : kind.places) wanted.insert(queries[place].id);
  std::vector<std::string> both;
  std::copy_if(scored.begin(), scored.end(), std::back_inserter(both),
               [&](const std::string& query) { return wanted.count(query) > 0; });
  return both;
}

}  // namespace

std::string score_table(const Qrels& qrels, const std::vector<NamedRun>& runs,
                        std::span<const SetQuery> queries) {
  assert(runs.size() == 1 || runs.size() == 2);
  const std::vector<std::string> scored = scored_queries(qrels);
  std::string table = header(runs);
  const auto add_group = [&](std::string_view name, std::span<const std::string> members) {
    for (const Measure& measure : standard_measures()) {
      table += row(name, measure, qrels, runs, members);
    }
  };
  add_group("all", scored);
  for (const QueryKind& kind : group_by_kind(queries)) {
    add_group(kind.kind, scored_of_kind(scored, queries, kind));
  }
  return table;
}

}  // namespace kizuki
