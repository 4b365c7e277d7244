#include "engine/base/ordered_pipeline.hpp"

#include <atomic>
#include <chrono>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

using IntPipeline = OrderedPipeline<int, int>;

Error error_of(const std::string& message) {
  Error error;
  error.message = message;
  return error;
}

TEST(OrderedPipeline, HandsOutputsOverInInputOrder) {
  constexpr std::uint32_t kSeed = 7;
  for (const std::size_t threads : {1U, 2U, 5U}) {
    std::vector<int> taken;
    IntPipeline pipeline(
        threads,
        [] {
          return [random = std::mt19937(kSeed)](int value) mutable -> Result<int> {
            std::this_thread::sleep_for(std::chrono::microseconds(random() % 300));
            return value * value;
          };
        },
        [&](int value) -> Result<void> {
          taken.push_back(value);
          return {};
        });
    for (int i = 0; i < 500; ++i) ASSERT_TRUE(pipeline.push(i));
    ASSERT_TRUE(pipeline.finish());
    ASSERT_EQ(taken.size(), 500U);
    for (int i = 0; i < 500; ++i) ASSERT_EQ(taken[static_cast<std::size_t>(i)], i * i);
  }
}

TEST(OrderedPipeline, KeepsFewInputsUnderWay) {
  std::atomic<int> pushed{0};
  std::atomic<int> most{0};
  int taken = 0;
  IntPipeline pipeline(
      2,
      [&] {
        return [&](int value) -> Result<int> {
          std::this_thread::sleep_for(std::chrono::microseconds(value % 7 == 0 ? 2000 : 10));
          return value;
        };
      },
      [&](int) -> Result<void> {
        most = std::max(most.load(), pushed.load() - taken);
        ++taken;
        return {};
      });
  for (int i = 0; i < 200; ++i) {
    ASSERT_TRUE(pipeline.push(i));
    ++pushed;
  }
  ASSERT_TRUE(pipeline.finish());
  EXPECT_EQ(taken, 200);
  EXPECT_LE(most.load(), 2 * 2 + 2);
}

TEST(OrderedPipeline, StopsAtTheFirstErrorOfAWorkerInInputOrder) {
  std::vector<int> taken;
  IntPipeline pipeline(
      4,
      [] {
        return [](int value) -> Result<int> {
          if (value == 20) return error_of("twenty");
          if (value > 20) return error_of("later");
          std::this_thread::sleep_for(std::chrono::microseconds(200));
          return value;
        };
      },
      [&](int value) -> Result<void> {
        taken.push_back(value);
        return {};
      });
  Result<void> last;
  for (int i = 0; i < 100 && last; ++i) last = pipeline.push(i);
  if (last) last = pipeline.finish();
  ASSERT_FALSE(last);
  EXPECT_EQ(last.error().message, "twenty");
  EXPECT_EQ(taken.size(), 20U);
  const auto after = pipeline.push(5);
  ASSERT_FALSE(after);
  EXPECT_EQ(after.error().message, "twenty");
}

TEST(OrderedPipeline, ReturnsTheErrorOfTheTaker) {
  IntPipeline pipeline(
      2, [] { return [](int value) -> Result<int> { return value; }; },
      [](int value) -> Result<void> {
        if (value == 3) return error_of("full");
        return {};
      });
  Result<void> last;
  for (int i = 0; i < 50 && last; ++i) last = pipeline.push(i);
  if (last) last = pipeline.finish();
  ASSERT_FALSE(last);
  EXPECT_EQ(last.error().message, "full");
}

TEST(OrderedPipeline, CanBeAbandonedWithWorkUnderWay) {
  for (int round = 0; round < 20; ++round) {
    IntPipeline pipeline(
        3, [] { return [](int value) -> Result<int> { return value; }; },
        [](int) -> Result<void> { return {}; });
    for (int i = 0; i < round; ++i) ASSERT_TRUE(pipeline.push(i));
  }
}

TEST(OrderedPipeline, FinishesWithoutInputs) {
  IntPipeline pipeline(
      2, [] { return [](int value) -> Result<int> { return value; }; },
      [](int) -> Result<void> { return {}; });
  EXPECT_TRUE(pipeline.finish());
}

}  // namespace
}  // namespace kizuki
