// Adds a signal of another kind to the scores of a pool. Inside engine/query only.
#pragma once

#include <vector>

#include "engine/query/first_stage.hpp"

namespace kizuki {

/// What a soft signal is measured by: the mean of the ten best scores (of all, where there are
/// fewer).
double pool_yardstick(const std::vector<Candidate>& pool);

/// Adds weight × yardstick × signal / maximum of the signal to each score, rounded as all scores
/// are. `signal` has an entry, 0 or more, for each candidate; when all are 0 nothing changes.
void add_soft_signal(std::vector<Candidate>& pool, const std::vector<double>& signal, double weight,
                     double yardstick);

}  // namespace kizuki
