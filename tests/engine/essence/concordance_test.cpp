#include "engine/essence/concordance.hpp"

#include <string>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

std::string lines(std::string_view text, std::string_view word, std::size_t width) {
  std::string out;
  for (const ContextLine& line : find_in_context(text, word, width)) {
    EXPECT_EQ(line.span.of(std::string(text)), word);
    out.append(line.left).append("[").append(line.hit).append("]").append(line.right).append("/");
  }
  return out;
}

TEST(ConcordanceTest, ShowsWhatStandsAround) {
  EXPECT_EQ(lines("社長の話を聴く。話を急がない。", "話", 3), "社長の[話]を聴く/聴く。[話]を急が/");
  EXPECT_EQ(lines("話", "話", 5), "[話]/");
  EXPECT_EQ(lines("前\n話を\n後", "話", 5), "[話]を/");  // not beyond the line
  EXPECT_EQ(lines("aaaa", "aa", 1), "[aa]a/a[aa]/");
  EXPECT_EQ(lines("𠮷野の𠮷野", "野", 1), "𠮷[野]の/𠮷[野]/");
  EXPECT_EQ(lines("話", "", 5), "");
  EXPECT_EQ(lines("", "話", 5), "");
  EXPECT_EQ(lines("話す", "話", 0), "[話]/");
}

}  // namespace
}  // namespace kizuki
