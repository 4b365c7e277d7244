#include "engine/base/random.hpp"

#include <set>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(RandomTest, GivesAsManyBytesAsAskedForAndNeverTheSame) {
  std::set<std::string> seen;
  for (int i = 0; i < 1'000; ++i) {
    const auto bytes = random_bytes(32);
    ASSERT_TRUE(bytes);
    EXPECT_EQ(bytes->size(), 32U);
    seen.insert(*bytes);
  }
  EXPECT_EQ(seen.size(), 1'000U);
  EXPECT_EQ(random_bytes(0)->size(), 0U);
  EXPECT_EQ(random_bytes(256)->size(), 256U);
}

}  // namespace
}  // namespace kizuki
