#include "bench/machine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizuki {
namespace {

using ::testing::HasSubstr;

TEST(Machine, IsKnown) {
  const Machine machine = this_machine();
  EXPECT_GE(machine.cores, 1U);
  EXPECT_GT(machine.memory_bytes, 1U << 20);
  EXPECT_FALSE(machine.processor.empty());
  EXPECT_FALSE(machine.compiler.empty());
  EXPECT_THAT(machine.system, HasSubstr("Linux"));
}

TEST(Machine, DescriptionSaysWhatWasNotTold) {
  Machine machine;
  machine.processor = "Some CPU";
  machine.cores = 2;
  machine.memory_bytes = std::uint64_t{8} << 30;
  machine.load = 0.25;
  const std::string text = describe_run(machine, "", "60 cases", "search_bench --index x");
  EXPECT_THAT(text, HasSubstr("- machine: Some CPU, 2 cores, 8.0 GiB of memory, load 0.2\n"));
  EXPECT_THAT(text, HasSubstr("- revision: unknown\n"));
  EXPECT_THAT(text, HasSubstr("- corpus: 60 cases\n"));
  EXPECT_THAT(text, HasSubstr("- command: `search_bench --index x`\n"));
}

TEST(CommandLine, QuotesWhatAShellWouldSplit) {
  const char* const words[] = {"bench", "--index", "a b", "it's", "", "x=1"};
  EXPECT_EQ(command_line(6, words), "bench --index 'a b' 'it'\\''s' '' x=1");
}

}  // namespace
}  // namespace kizuki
