#include "engine/tagging/step_decoder.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace kizuki {
namespace {

constexpr float kEmissionWeight = 0.8F;
// Pseudo-counts: how many sections a set must be seen before its own bigrams lead, and what each
// back-off cell gets.
constexpr double kBackOffCount = 6.0;
constexpr double kCellCount = 0.5;

std::size_t first_step(StepSet set) {  // 0 for ∅, else 1..7
  for (std::size_t s = 0; s < kSteps; ++s) {
    if ((set >> s & 1) != 0) return s + 1;
  }
  return 0;
}

std::size_t last_step(StepSet set) {
  for (std::size_t s = kSteps; s > 0; --s) {
    if ((set >> (s - 1) & 1) != 0) return s;
  }
  return 0;
}

float log_sum(std::span<const float> values) {
  const float most = *std::max_element(values.begin(), values.end());
  float sum = 0;
  for (const float value : values) sum += std::exp(value - most);
  return most + std::log(sum);
}

// Counts of what follows what; the begin of a case is state 0, set i is state i + 1.
class TransitionCounts {
 public:
  explicit TransitionCounts(const std::vector<StepSet>& sets)
      : sets_(sets),
        bigrams_((sets.size() + 1) * sets.size(), 0.0),
        changes_((kSteps + 2) * (kSteps + 1), kCellCount),
        sizes_(sets.size(), kCellCount) {}

  void add(std::size_t from, std::size_t to) {
    bigrams_[from * sets_.size() + to] += 1;
    changes_[change(from, to)] += 1;
    sizes_[to] += 1;
  }

  std::vector<float> log_transitions() const {
    std::vector<float> out;
    for (std::size_t from = 0; from <= sets_.size(); ++from) add_row(from, out);
    return out;
  }

 private:
  std::size_t change(std::size_t from, std::size_t to) const {
    const std::size_t before = from == 0 ? kSteps + 1 : last_step(sets_[from - 1]);
    return before * (kSteps + 1) + first_step(sets_[to]);
  }
  void add_row(std::size_t from, std::vector<float>& out) const {
    const std::size_t n = sets_.size();
    std::vector<double> back_off(n);
    double back_off_sum = 0;
    double count = 0;
    for (std::size_t to = 0; to < n; ++to) {
      back_off[to] = changes_[change(from, to)] * share_of_first(to);
      back_off_sum += back_off[to];
      count += bigrams_[from * n + to];
    }
    for (std::size_t to = 0; to < n; ++to) {
      const double smooth = back_off[to] / back_off_sum;
      const double p = (bigrams_[from * n + to] + kBackOffCount * smooth) / (count + kBackOffCount);
      out.push_back(static_cast<float>(std::log(p)));
    }
  }
  /// Share of a set among those with its first step.
  double share_of_first(std::size_t to) const {
    double sum = 0;
    for (std::size_t other = 0; other < sets_.size(); ++other) {
      if (first_step(sets_[other]) == first_step(sets_[to])) sum += sizes_[other];
    }
    return sizes_[to] / sum;
  }

  const std::vector<StepSet>& sets_;
  std::vector<double> bigrams_;
  std::vector<double> changes_;
  std::vector<double> sizes_;
};

}  // namespace

StepDecoder::StepDecoder(std::vector<StepSet> sets, std::vector<float> log_transitions,
                         StepValues priors)
    : sets_(std::move(sets)), log_transitions_(std::move(log_transitions)), priors_(priors) {
  const std::size_t n = sets_.size();
  into_.resize(n * n);
  for (std::size_t from = 0; from < n; ++from) {
    for (std::size_t to = 0; to < n; ++to) into_[to * n + from] = transition(from + 1, to);
  }
}

StepDecoder StepDecoder::learn(std::span<const std::vector<StepSet>> cases) {
  std::vector<StepSet> sets = {0};
  for (const auto& sections : cases) sets.insert(sets.end(), sections.begin(), sections.end());
  std::sort(sets.begin(), sets.end());
  sets.erase(std::unique(sets.begin(), sets.end()), sets.end());
  TransitionCounts counts(sets);
  StepValues priors;
  priors.fill(0.5F);
  float sections_seen = 1;
  for (const auto& sections : cases) {
    std::size_t from = 0;
    for (const StepSet set : sections) {
      const auto found = std::lower_bound(sets.begin(), sets.end(), set);
      const auto to = static_cast<std::size_t>(found - sets.begin());
      counts.add(from, to);
      from = to + 1;
      for (std::size_t s = 0; s < kSteps; ++s) priors[s] += static_cast<float>(set >> s & 1);
      sections_seen += 1;
    }
  }
  for (float& prior : priors) prior /= sections_seen;
  auto transitions = counts.log_transitions();
  return {std::move(sets), std::move(transitions), priors};
}

std::vector<float> StepDecoder::emissions(const StepValues& log_odds) const {
  StepValues with{};
  StepValues without{};
  for (std::size_t s = 0; s < kSteps; ++s) {
    const float odds = std::clamp(log_odds[s], -30.0F, 30.0F);
    with[s] = -std::log1p(std::exp(-odds)) - std::log(priors_[s]);
    without[s] = -std::log1p(std::exp(odds)) - std::log1p(-priors_[s]);
  }
  std::vector<float> out;
  out.reserve(sets_.size());
  for (const StepSet set : sets_) {
    float sum = 0;
    for (std::size_t s = 0; s < kSteps; ++s) sum += (set >> s & 1) != 0 ? with[s] : without[s];
    out.push_back(kEmissionWeight * sum);
  }
  return out;
}

void StepDecoder::decode(std::span<const StepValues> log_odds,
                         std::vector<StepMarginals>& out) const {
  out.assign(log_odds.size(), {});
  if (log_odds.empty() || sets_.empty()) return;
  const std::size_t n = sets_.size();
  std::vector<std::vector<float>> emission;
  std::vector<std::vector<float>> forward;
  std::vector<float> scratch(n);
  for (const StepValues& odds : log_odds) {
    emission.push_back(emissions(odds));
    std::vector<float> row(n);
    for (std::size_t to = 0; to < n; ++to) {
      row[to] = transition(0, to);
      if (!forward.empty()) {
        const float* before = forward.back().data();
        const float* into = into_.data() + to * n;
        for (std::size_t from = 0; from < n; ++from) scratch[from] = before[from] + into[from];
        row[to] = log_sum(scratch);
      }
      row[to] += emission.back()[to];
    }
    forward.push_back(std::move(row));
  }
  std::vector<float> backward(n, 0.0F);
  for (std::size_t at = log_odds.size(); at-- > 0;) {
    for (std::size_t i = 0; i < n; ++i) scratch[i] = forward[at][i] + backward[i];
    const float total = log_sum(scratch);
    for (std::size_t i = 0; i < n; ++i) {
      const float p = std::exp(scratch[i] - total);
      if (sets_[i] == 0) out[at].none += p;
      for (std::size_t s = 0; s < kSteps; ++s) {
        if ((sets_[i] >> s & 1) != 0) out[at].steps[s] += p;
      }
    }
    if (at == 0) break;  // nothing stands before the first section
    std::vector<float> before(n);
    for (std::size_t from = 0; from < n; ++from) {
      const float* out_of = log_transitions_.data() + (from + 1) * n;
      const float* here = emission[at].data();
      for (std::size_t to = 0; to < n; ++to) scratch[to] = out_of[to] + here[to] + backward[to];
      before[from] = log_sum(scratch);
    }
    backward = std::move(before);
  }
}

}  // namespace kizuki
