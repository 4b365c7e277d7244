#include "engine/text/text_table.hpp"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

using Lines = std::vector<std::pair<std::string, std::uint64_t>>;

Lines lines_of(std::string_view content) {
  Lines lines;
  EXPECT_TRUE(
      succeeded(for_each_table_line(content, [&](std::string_view line, std::uint64_t number) {
        lines.emplace_back(line, number);
        return Result<void>();
      })));
  return lines;
}

TEST(TextTableTest, SkipsCommentsAndEmptyLines) {
  EXPECT_EQ(lines_of("# 説明\n\n する \r\n#\nなる"), (Lines{{"する", 3}, {"なる", 5}}));
  EXPECT_EQ(lines_of("\uFEFFする\n"), (Lines{{"する", 1}}));
  EXPECT_EQ(lines_of(""), Lines{});
}

TEST(TextTableTest, ReportsTheLineOfAnError) {
  const auto read = for_each_table_line("a\nb\nc", [](std::string_view line, std::uint64_t) {
    if (line != "b") return Result<void>();
    return Result<void>(Error{ErrorCode::kCorrupt, "bad", "", 0, "", ""});
  });
  ASSERT_EQ(failure_name(read), "corrupt");
  EXPECT_EQ(read.error().line, 2U);
}

TEST(TextTableTest, RefusesWhatIsNotUtf8) {
  const auto take = [](std::string_view, std::uint64_t) { return Result<void>(); };
  EXPECT_EQ(failure_name(for_each_table_line("\x82\xA0", take)), "invalid_encoding");
}

}  // namespace
}  // namespace kizuki
