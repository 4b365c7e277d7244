#include "engine/eval/lines.hpp"

#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizuki {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

std::vector<std::pair<std::uint64_t, std::string>> lines_of(std::string_view text) {
  std::vector<std::pair<std::uint64_t, std::string>> lines;
  const auto read =
      for_each_line(text, "f", [&](std::string_view line, std::uint64_t number) -> Result<void> {
        lines.emplace_back(number, line);
        return {};
      });
  EXPECT_TRUE(read);
  return lines;
}

TEST(Lines, EndAtLineFeedsAndCarriageReturnsBeforeThem) {
  EXPECT_THAT(lines_of(""), IsEmpty());
  EXPECT_THAT(lines_of("a"), ElementsAre(Pair(1, "a")));
  EXPECT_THAT(lines_of("a\n"), ElementsAre(Pair(1, "a")));
  EXPECT_THAT(lines_of("a\r\n\nb\rc"), ElementsAre(Pair(1, "a"), Pair(2, ""), Pair(3, "b\rc")));
}

TEST(Lines, StopAtTheFirstErrorAndNameItsPlace) {
  int seen = 0;
  const auto read =
      for_each_line("a\nb\nc\n", "file.tsv", [&](std::string_view line, std::uint64_t) {
        ++seen;
        return line == "b" ? Result<void>(Error{}) : Result<void>();
      });
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().file, "file.tsv");
  EXPECT_EQ(read.error().line, 2U);
  EXPECT_EQ(seen, 2);
}

TEST(Lines, SplitAtEachTabOrAtRunsOfBlanks) {
  EXPECT_THAT(split_tabs(""), ElementsAre(""));
  EXPECT_THAT(split_tabs("a\t\tb c\t"), ElementsAre("a", "", "b c", ""));
  EXPECT_THAT(split_blanks(""), IsEmpty());
  EXPECT_THAT(split_blanks(" \t "), IsEmpty());
  EXPECT_THAT(split_blanks("  a \t b"), ElementsAre("a", "b"));
}

}  // namespace
}  // namespace kizuki
