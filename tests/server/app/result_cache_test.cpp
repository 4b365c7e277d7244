#include "server/app/result_cache.hpp"

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

/// Stands for an open generation: the cache asks only which one it is.
std::shared_ptr<const Generation> some_generation() {
  return {std::make_shared<int>(0), static_cast<const Generation*>(nullptr)};
}

KeptResult result_of(const std::string& id, std::size_t text_bytes = 10) {
  KeptResult result;
  Hit& hit = result.hits.hits.emplace_back();
  hit.id = id;
  hit.title = std::string(text_bytes, 'x');
  return result;
}

std::string kept_id(const std::shared_ptr<const KeptResult>& kept) {
  return kept ? kept->hits.hits.front().id : "-";
}

constexpr std::size_t kMegabyte = std::size_t{1} << 20;

TEST(ResultCacheTest, GivesBackWhatWasKept) {
  ResultCache cache(kMegabyte);
  const auto generation = some_generation();
  const ResultCache::State state{generation, 1, 1};
  EXPECT_EQ(kept_id(cache.find(state, "a")), "-");
  cache.keep(state, "a", result_of("c-1"));
  EXPECT_EQ(kept_id(cache.find(state, "a")), "c-1");
  EXPECT_EQ(kept_id(cache.find(state, "b")), "-");
  const ResultCache::Counts counts = cache.counts();
  EXPECT_EQ(counts.found, 1U);
  EXPECT_EQ(counts.missed, 2U);
  EXPECT_EQ(counts.results, 1U);
}

TEST(ResultCacheTest, ForgetsWithEveryOtherState) {
  const auto generation = some_generation();
  const ResultCache::State state{generation, 1, 1};
  const auto other = some_generation();
  for (const ResultCache::State& next :
       {ResultCache::State{other, 1, 1}, ResultCache::State{generation, 2, 1},
        ResultCache::State{generation, 1, 2}}) {
    ResultCache cache(kMegabyte);
    EXPECT_EQ(cache.find(state, "a"), nullptr);
    cache.keep(state, "a", result_of("c-1"));
    EXPECT_EQ(cache.find(next, "a"), nullptr);
    EXPECT_EQ(cache.find(state, "a"), nullptr) << "it was emptied, not set aside";
    EXPECT_EQ(cache.counts().bytes, 0U);
  }
}

TEST(ResultCacheTest, KeepsNothingOfAStateThatHasPassed) {
  ResultCache cache(kMegabyte);
  const auto generation = some_generation();
  const ResultCache::State old{generation, 1, 1};
  const ResultCache::State now{generation, 2, 1};
  EXPECT_EQ(cache.find(old, "a"), nullptr);
  EXPECT_EQ(cache.find(now, "a"), nullptr);
  cache.keep(old, "a", result_of("c-1"));
  EXPECT_EQ(cache.find(now, "a"), nullptr);
}

TEST(ResultCacheTest, TellsAGenerationFromALaterOneInItsPlace) {
  ResultCache cache(kMegabyte);
  auto generation = some_generation();
  ResultCache::State state{generation, 1, 1};
  EXPECT_EQ(cache.find(state, "a"), nullptr);
  cache.keep(state, "a", result_of("c-1"));
  generation.reset();
  EXPECT_TRUE(state.generation.expired()) << "the cache must not hold it open";
  EXPECT_EQ(cache.find({some_generation(), 1, 1}, "a"), nullptr);
}

TEST(ResultCacheTest, LetsGoOfWhatWasUsedLongestAgo) {
  const std::size_t one = size_in_memory(result_of("c", 1'000));
  ResultCache cache(10 * (one + 256));
  const ResultCache::State state{some_generation(), 1, 1};
  EXPECT_EQ(cache.find(state, "0"), nullptr);
  for (int i = 0; i < 10; ++i) cache.keep(state, std::to_string(i), result_of("c", 1'000));
  EXPECT_NE(cache.find(state, "0"), nullptr);
  cache.keep(state, "10", result_of("c", 1'000));
  EXPECT_NE(cache.find(state, "0"), nullptr);
  EXPECT_EQ(cache.find(state, "1"), nullptr);
  EXPECT_NE(cache.find(state, "10"), nullptr);
  EXPECT_LE(cache.counts().bytes, 10 * (one + 256));
}

TEST(ResultCacheTest, TakesNoResultThatIsLargerThanItsShare) {
  ResultCache cache(8'000);
  const ResultCache::State state{some_generation(), 1, 1};
  EXPECT_EQ(cache.find(state, "a"), nullptr);
  cache.keep(state, "a", result_of("c", 2'000));
  EXPECT_EQ(cache.find(state, "a"), nullptr);
  ResultCache none(0);
  EXPECT_EQ(none.find(state, "a"), nullptr);
  none.keep(state, "a", result_of("c"));
  EXPECT_EQ(none.find(state, "a"), nullptr);
}

TEST(ResultCacheTest, ForgetsAGenerationThatIsNoLongerCurrent) {
  ResultCache cache(kMegabyte);
  const auto generation = some_generation();
  const ResultCache::State state{generation, 1, 1};
  EXPECT_EQ(cache.find(state, "a"), nullptr);
  cache.keep(state, "a", result_of("c-1"));
  cache.drop_stale(generation);
  EXPECT_EQ(cache.counts().results, 1U);
  cache.drop_stale(some_generation());
  EXPECT_EQ(cache.counts().results, 0U);
}

TEST(ResultCacheTest, CountsAllThatAResultHolds) {
  KeptResult small = result_of("c");
  KeptResult large = small;
  large.hits.hits.front().snippets.push_back(
      {std::string(5'000, 'y'), {}, FieldKind::kBody, 0, {}});
  EXPECT_GE(size_in_memory(large), size_in_memory(small) + 5'000);
  large = small;
  large.hits.facets.push_back({"issue", std::vector<FacetCount>(100)});
  EXPECT_GE(size_in_memory(large), size_in_memory(small) + 100 * sizeof(FacetCount));
  large = small;
  large.advice.suggestion = Suggestion{std::string(3'000, 'z'), "", "", 0, false};
  EXPECT_GE(size_in_memory(large), size_in_memory(small) + 3'000);
}

TEST(ResultCacheConcurrencyTest, NeverGivesAResultOfAnotherQuestionOrState) {
  ResultCache cache(std::size_t{64} << 10);
  const auto generation = some_generation();
  std::atomic<std::uint64_t> sequence{1};
  std::atomic<int> wrong{0};
  const auto ask = [&](std::size_t seed) {
    for (std::size_t i = 0; i < 4'000; ++i) {
      const ResultCache::State state{generation, sequence.load(), 1};
      const std::string question = std::to_string((i * 7 + seed) % 50);
      const std::string id = question + "@" + std::to_string(state.library_sequence);
      const auto kept = cache.find(state, question);
      if (!kept) {
        cache.keep(state, question, result_of(id, 500));
      } else if (kept_id(kept) != id) {
        ++wrong;
      }
      if (seed == 0 && i % 500 == 499) ++sequence;
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t seed = 0; seed < 3; ++seed) threads.emplace_back(ask, seed);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace kizuki
