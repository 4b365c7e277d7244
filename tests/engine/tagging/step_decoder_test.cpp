#include "engine/tagging/step_decoder.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

std::vector<std::vector<StepSet>> cases() {
  return {{0, 0b1, 0b100, 0b1000, 0b1100000},
          {0b1, 0b10, 0b1100, 0b100000, 0b1000000},
          {0, 0b10, 0b100, 0b11000, 0b1000000}};
}

StepValues odds_for(std::size_t step, float value) {
  StepValues odds;
  odds.fill(-3.0F);
  odds[step] = value;
  return odds;
}

// Every path over the sets, its weight by definition: the slow reference.
StepMarginals by_enumeration(const StepDecoder& decoder, const std::vector<StepValues>& odds,
                             std::size_t section) {
  const std::size_t n = decoder.sets().size();
  StepMarginals out;
  double total = 0;
  std::vector<std::size_t> path(odds.size(), 0);
  for (;;) {
    double weight = 0;
    for (std::size_t i = 0; i < path.size(); ++i) {
      const std::size_t from = i == 0 ? 0 : path[i - 1] + 1;
      weight += static_cast<double>(decoder.log_transitions()[from * n + path[i]]);
      for (std::size_t s = 0; s < kSteps; ++s) {
        const double p = 1 / (1 + std::exp(-static_cast<double>(odds[i][s])));
        const auto prior = static_cast<double>(decoder.priors()[s]);
        const bool with = (decoder.sets()[path[i]] >> s & 1) != 0;
        weight += 0.8 * (with ? std::log(p / prior) : std::log((1 - p) / (1 - prior)));
      }
    }
    const double probability = std::exp(weight);
    total += probability;
    const StepSet set = decoder.sets()[path[section]];
    if (set == 0) out.none += static_cast<float>(probability);
    for (std::size_t s = 0; s < kSteps; ++s) {
      if ((set >> s & 1) != 0) out.steps[s] += static_cast<float>(probability);
    }
    std::size_t at = 0;
    while (at < path.size() && ++path[at] == n) path[at++] = 0;
    if (at == path.size()) break;
  }
  out.none /= static_cast<float>(total);
  for (float& p : out.steps) p /= static_cast<float>(total);
  return out;
}

TEST(StepDecoder, AgreesWithTheSumOverAllPaths) {
  const StepDecoder decoder = StepDecoder::learn(cases());
  const std::vector<StepValues> odds = {odds_for(0, 1), odds_for(2, 0.5F), odds_for(5, 2)};
  std::vector<StepMarginals> marginals;
  decoder.decode(odds, marginals);
  ASSERT_EQ(marginals.size(), 3U);
  for (std::size_t i = 0; i < odds.size(); ++i) {
    const StepMarginals expected = by_enumeration(decoder, odds, i);
    EXPECT_NEAR(marginals[i].none, expected.none, 1e-3F);
    for (std::size_t s = 0; s < kSteps; ++s) {
      EXPECT_NEAR(marginals[i].steps[s], expected.steps[s], 1e-3F) << i << " " << s;
    }
  }
}

TEST(StepDecoder, TransitionsAreDistributions) {
  const StepDecoder decoder = StepDecoder::learn(cases());
  const std::size_t n = decoder.sets().size();
  for (std::size_t from = 0; from <= n; ++from) {
    double sum = 0;
    for (std::size_t to = 0; to < n; ++to) {
      sum += std::exp(static_cast<double>(decoder.log_transitions()[from * n + to]));
    }
    EXPECT_NEAR(sum, 1.0, 1e-4);
  }
}

TEST(StepDecoder, OrderOfStepsHelpsAWeakSection) {
  const StepDecoder decoder = StepDecoder::learn(cases());
  StepValues flat;
  flat.fill(-1.5F);
  std::vector<StepMarginals> marginals;
  const std::vector<StepValues> late = {odds_for(4, 4), odds_for(5, 4), flat};
  decoder.decode(late, marginals);
  EXPECT_GT(marginals[2].steps[6], marginals[2].steps[0]);
}

TEST(StepDecoder, TakesExtremesAndNothing) {
  const StepDecoder decoder = StepDecoder::learn(cases());
  std::vector<StepMarginals> marginals;
  decoder.decode({}, marginals);
  EXPECT_TRUE(marginals.empty());
  const std::vector<StepValues> extreme(200, odds_for(3, 1e30F));
  decoder.decode(extreme, marginals);
  for (const StepMarginals& m : marginals) {
    EXPECT_TRUE(std::isfinite(m.none));
    for (const float p : m.steps) EXPECT_TRUE(p >= 0.0F && p <= 1.001F);
  }
}

}  // namespace
}  // namespace kizuki
