// The same result for any number of threads.
#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/essence/card_scorer.hpp"
#include "engine/essence/discovery.hpp"
#include "tests/support/seed.hpp"

namespace kizuki::test {
namespace {

/// Sentences of 8 acts and noise.
std::vector<DiscoverySentence> some_sentences(std::size_t count, std::mt19937_64& random) {
  std::vector<DiscoverySentence> out(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto kind = static_cast<std::uint32_t>(random() % 8);
    out[i].case_number = static_cast<std::uint32_t>(random() % count);
    out[i].steps = static_cast<StepBits>(1U << (kind % 7));
    out[i].order = random();
    for (std::uint32_t f = 0; f < 10; ++f) {
      out[i].features.push_back(kind * 100 + static_cast<std::uint32_t>(random() % 16));
      out[i].features.push_back(10'000 + static_cast<std::uint32_t>(random() % 300));
    }
    std::sort(out[i].features.begin(), out[i].features.end());
  }
  return out;
}

TEST(EssenceThreads, DiscoveryInBlocksIsTheSame) {
  std::mt19937_64 random(test_seed());
  SCOPED_TRACE(describe_seed(test_seed(), 0));
  const auto sentences = some_sentences(300, random);
  DiscoverySettings settings;
  settings.exact_sentences = 60;
  const auto one = discover_groups(sentences, settings);
  ASSERT_FALSE(one.empty());
  for (const std::size_t threads : {2U, 5U}) {
    settings.threads = threads;
    const auto many = discover_groups(sentences, settings);
    ASSERT_EQ(many.size(), one.size());
    for (std::size_t g = 0; g < one.size(); ++g) {
      EXPECT_EQ(many[g].members, one[g].members);
      EXPECT_EQ(many[g].centrality, one[g].centrality);
      EXPECT_EQ(many[g].cohesion, one[g].cohesion);
    }
  }
}

TEST(EssenceThreads, CardsAreLearnedTheSame) {
  std::mt19937_64 random(test_seed());
  SCOPED_TRACE(describe_seed(test_seed(), 0));
  constexpr std::size_t kFeatures = 40;
  std::vector<KnowHowCard> cards(5);
  std::vector<std::vector<SparseVector>> examples(cards.size());
  for (std::size_t card = 0; card < cards.size(); ++card) {
    cards[card].id = "K" + std::to_string(card);
    for (int e = 0; e < 6; ++e) {
      SparseVector& vector = examples[card].emplace_back();
      for (std::uint32_t f = 0; f < kFeatures; ++f) {
        if (random() % 4 == 0 || f / 8 == card) {
          vector.push_back({f, static_cast<float>(random() % 100) / 100.0F});
        }
      }
    }
  }
  const CardScorer one = train_card_scorer(cards, examples, kFeatures, 1);
  const CardScorer three = train_card_scorer(cards, examples, kFeatures, 3);
  for (const auto& of_card : examples) {
    for (const SparseVector& example : of_card) {
      std::vector<float> expected(cards.size());
      std::vector<float> found(cards.size());
      one.score(example, 0, expected);
      three.score(example, 0, found);
      EXPECT_EQ(found, expected);
    }
  }
}

}  // namespace
}  // namespace kizuki::test
