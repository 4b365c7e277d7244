#include "engine/base/filter_process.hpp"

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/result_matchers.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

std::vector<std::string> shell(const std::string& script) { return {"/bin/sh", "-c", script}; }

TEST(FilterProcess, GivesBackWhatTheProgramMakesOfTheInput) {
  const auto upper = run_filter({"/usr/bin/tr", "a-z", "A-Z"}, "abc");
  ASSERT_TRUE(succeeded(upper));
  EXPECT_EQ(upper->status, 0);
  EXPECT_EQ(upper->bytes, "ABC");
  const std::string large(5'000'000, 'x');
  EXPECT_EQ(run_filter({"/bin/cat"}, large)->bytes, large);
  EXPECT_EQ(run_filter({"/bin/cat"}, "")->bytes, "");
}

TEST(FilterProcess, TellsHowItEnded) {
  EXPECT_EQ(run_filter(shell("exit 3"), "")->status, 3);
  EXPECT_EQ(run_filter(shell("kill -SEGV $$"), "")->status, 128 + 11);
  EXPECT_EQ(run_filter(shell("exec >&-; sleep 0.2; exit 4"), "")->status, 4);
  EXPECT_EQ(failure_name(run_filter({"/nonexistent/program"}, "")), "not_found");
}

TEST(FilterProcess, KillsWhatGoesBeyondItsLimits) {
  FilterLimits limits;
  limits.time = std::chrono::milliseconds(300);
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_EQ(failure_name(run_filter(shell("sleep 60"), "", limits)), "limit_exceeded");
  EXPECT_EQ(run_filter(shell("exec >&-; sleep 60"), "", limits)->status, 128 + 9);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(30));
  limits.time = std::chrono::seconds(60);
  limits.output_bytes = 100'000;
  EXPECT_EQ(failure_name(run_filter({"/usr/bin/yes"}, "", limits)), "limit_exceeded");
}

TEST(FilterProcess, LimitsMemoryAndFiles) {
  const TempFolder folder;
  const std::string file = (folder / "written").string();
  const auto writes = run_filter(shell("echo more > " + file + "; echo done"), "");
  ASSERT_TRUE(succeeded(writes));
  EXPECT_TRUE(!std::filesystem::exists(file) || std::filesystem::file_size(file) == 0);
  FilterLimits limits;
  limits.memory_bytes = 100'000'000;
  std::string much;
  much.resize(150'000'000, 'x');
  // Reads all of it into a variable.
  const auto hungry = run_filter(shell("x=$(cat); echo ${#x}"), much, limits);
  ASSERT_TRUE(succeeded(hungry));
  EXPECT_NE(hungry->bytes, "150000000\n");
}

TEST(FilterProcess, HasNoOtherFileOfOurs) {
  // Its own four: input, output, messages, and the folder that is being listed.
  const auto listed = run_filter(shell("ls /proc/self/fd | wc -l"), "");
  ASSERT_TRUE(succeeded(listed));
  EXPECT_EQ(std::stoi(listed->bytes), 4);
}

TEST(FilterProcess, RunsOnManyThreads) {
  std::vector<std::thread> threads;
  std::vector<std::string> outputs(4);
  threads.reserve(outputs.size());
  for (std::string& output : outputs) {
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i) output += run_filter({"/bin/cat"}, std::to_string(i))->bytes;
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& output : outputs) EXPECT_EQ(output, "0123456789");
}

}  // namespace
}  // namespace kizuki
