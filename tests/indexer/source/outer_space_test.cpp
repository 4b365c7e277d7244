#include "indexer/source/outer_space.hpp"

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(OuterSpace, IsTakenOffBothEnds) {
  EXPECT_EQ(without_outer_space(""), "");
  EXPECT_EQ(without_outer_space(" \t\r\n\u00A0\u3000"), "");
  EXPECT_EQ(without_outer_space("\u3000 a \u3000b\u00A0\n"), "a \u3000b");
  EXPECT_EQ(without_outer_space("\xE3\x80"), "\xE3\x80") << "half of a character stays";
}

}  // namespace
}  // namespace kizuki
