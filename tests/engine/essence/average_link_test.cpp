#include "engine/essence/average_link.hpp"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "tests/support/seed.hpp"

namespace kizuki::test {
namespace {

using Groups = std::vector<std::vector<std::uint32_t>>;

/// The definition, with the means computed anew for each step.
Groups reference(const LinkMatrix& links, double stop) {
  Groups groups;
  for (std::uint32_t i = 0; i < links.size(); ++i) groups.push_back({i});
  const auto mean = [&](const auto& a, const auto& b) {
    double sum = 0;
    for (const std::uint32_t x : a) {
      for (const std::uint32_t y : b) sum += static_cast<double>(links.at(x, y));
    }
    return sum / static_cast<double>(a.size() * b.size());
  };
  for (;;) {
    double best = -1e9;
    std::pair<std::size_t, std::size_t> pair;
    for (std::size_t a = 0; a < groups.size(); ++a) {
      for (std::size_t b = a + 1; b < groups.size(); ++b) {
        const double here = mean(groups[a], groups[b]);
        if (here > best) best = here, pair = {a, b};
      }
    }
    if (best < stop) break;
    groups[pair.first].insert(groups[pair.first].end(), groups[pair.second].begin(),
                              groups[pair.second].end());
    groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(pair.second));
  }
  for (auto& group : groups) std::sort(group.begin(), group.end());
  std::sort(groups.begin(), groups.end());
  return groups;
}

TEST(AverageLink, IsWhatTheDefinitionSays) {
  std::mt19937_64 random(test_seed());
  for (std::uint64_t round = 0; round < 40; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    const std::size_t n = 1 + random() % 24;
    LinkMatrix links(n);
    for (std::uint32_t a = 1; a < n; ++a) {
      for (std::uint32_t b = 0; b < a; ++b) {
        links.at(a, b) = static_cast<float>(random() % 100'000) / 1e5F;
        if (random() % 8 == 0) links.at(a, b) = kNeverLink;
      }
    }
    Groups groups = average_link(links, 0.45F);
    std::sort(groups.begin(), groups.end());
    EXPECT_EQ(groups, reference(links, 0.45));
  }
}

TEST(AverageLink, NeverPutsForbiddenPairsTogether) {
  LinkMatrix links(3);
  links.at(0, 1) = 1;
  links.at(1, 2) = 1;
  links.at(0, 2) = kNeverLink;
  EXPECT_EQ(average_link(links, 0.1F), (Groups{{0, 1}, {2}}));
}

TEST(AverageLink, AGroupCountsAsAllOfItsThings) {
  // Links of 0 and 1 are .9; of the two things that 2 stands for, .8 to 0 and .2 to 1.
  LinkMatrix links(3);
  links.at(0, 1) = 0.9F;
  links.at(0, 2) = 0.8F;
  links.at(1, 2) = 0.2F;
  const std::vector<std::uint32_t> sizes = {3, 1, 2};
  // Together 0 and 1 are (3 · .8 + 1 · .2) / 4 = .65 from 2.
  EXPECT_EQ(average_link(links, 0.64F, sizes), (Groups{{0, 1, 2}}));
  EXPECT_EQ(average_link(links, 0.66F, sizes), (Groups{{0, 1}, {2}}));
}

TEST(AverageLink, NothingGivesNothing) {
  EXPECT_TRUE(average_link(LinkMatrix(0), 0).empty());
  EXPECT_EQ(average_link(LinkMatrix(1), 0), (Groups{{0}}));
}

}  // namespace
}  // namespace kizuki::test
