#include "engine/base/text_span.hpp"

#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(TextSpan, NamesTheBytesOfItsText) {
  constexpr std::string_view kText = "売上高が減少";
  constexpr TextSpan kSpan{3, 9};
  EXPECT_EQ(kSpan.of(kText), "上高");
  EXPECT_EQ(kSpan.size(), 6U);
  EXPECT_FALSE(kSpan.empty());
  EXPECT_EQ((TextSpan{18, 18}.of(kText)), "") << "an empty span at the end";
  EXPECT_TRUE((TextSpan{4, 4}.empty()));
}

// Every pair of spans within 0..6 against the sets of bytes that they hold.
TEST(TextSpan, ContainsAndOverlapsAsSetsOfBytes) {
  std::vector<TextSpan> spans;
  for (std::uint32_t begin = 0; begin <= 6; ++begin) {
    for (std::uint32_t end = begin + 1; end <= 6; ++end) spans.push_back({begin, end});
  }
  for (const TextSpan a : spans) {
    for (const TextSpan b : spans) {
      std::uint32_t common = 0;
      for (std::uint32_t at = 0; at < 6; ++at) {
        const bool in_a = at >= a.begin && at < a.end;
        const bool in_b = at >= b.begin && at < b.end;
        common += in_a && in_b ? 1U : 0U;
      }
      EXPECT_EQ(a.overlaps(b), common > 0)
          << a.begin << ".." << a.end << " " << b.begin << ".." << b.end;
      EXPECT_EQ(a.contains(b), common == b.size());
    }
  }
}

TEST(TextSpan, OrdersByBeginThenEnd) {
  EXPECT_LT((TextSpan{1, 9}), (TextSpan{2, 3}));
  EXPECT_LT((TextSpan{1, 2}), (TextSpan{1, 3}));
  EXPECT_EQ((TextSpan{1, 2}), (TextSpan{1, 2}));
}

}  // namespace
}  // namespace kizuki
