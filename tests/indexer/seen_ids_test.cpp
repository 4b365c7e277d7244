#include "indexer/seen_ids.hpp"

#include <map>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(SeenIds, GivesTheLineOfTheFirstRecord) {
  SeenIds seen;
  EXPECT_EQ(seen.first_line("a", 3), 0U);
  EXPECT_EQ(seen.first_line("b", 4), 0U);
  EXPECT_EQ(seen.first_line("a", 9), 3U);
  EXPECT_EQ(seen.first_line("", 10), 0U);
  EXPECT_EQ(seen.size(), 3U);
}

TEST(SeenIds, AgreesWithAMapOverManyIds) {
  constexpr std::uint32_t kSeed = 20261122;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937 random(kSeed);
  SeenIds seen;
  std::map<std::string, std::uint64_t> expected;
  for (std::uint64_t line = 1; line <= 50'000; ++line) {
    const std::string id = "case-" + std::to_string(random() % 30'000);
    const auto [entry, fresh] = expected.emplace(id, line);
    ASSERT_EQ(seen.first_line(id, line), fresh ? 0 : entry->second) << id;
  }
  EXPECT_EQ(seen.size(), expected.size());
}

}  // namespace
}  // namespace kizuki
