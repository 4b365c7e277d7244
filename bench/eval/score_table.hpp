// Scores of one run, or of two side by side, as a Markdown table.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "bench/eval/query_set.hpp"
#include "engine/eval/qrels.hpp"
#include "engine/eval/run.hpp"

namespace kizuki {

struct NamedRun {
  std::string name;  // heading of its column
  Run run;
};

/// A row for each standard measure over all scored queries, then for each kind of `queries` (may be
/// empty) over its own.
/// Each mean has its 95 % bootstrap interval; with two runs (at most two are looked at, asserted)
/// also the difference, second minus first, and p of the paired randomisation test. p is not
/// corrected for the number of rows.
std::string score_table(const Qrels& qrels, const std::vector<NamedRun>& runs,
                        std::span<const SetQuery> queries);

}  // namespace kizuki
