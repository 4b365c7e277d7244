#include "engine/essence/discovery.hpp"

#include <algorithm>
#include <numeric>
#include <random>
#include <set>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/essence/group_links.hpp"
#include "tests/support/seed.hpp"

namespace kizuki::test {
namespace {

/// Sentences of `kinds` acts, each with features of its own and noise, in different cases.
std::vector<DiscoverySentence> sentences_of(std::size_t kinds, std::size_t each,
                                            std::mt19937_64& random) {
  std::vector<DiscoverySentence> out;
  for (std::uint32_t kind = 0; kind < kinds; ++kind) {
    for (std::uint32_t i = 0; i < each; ++i) {
      DiscoverySentence sentence;
      sentence.case_number = static_cast<std::uint32_t>(i * 7 + kind % 5);
      sentence.steps = static_cast<StepBits>(1U << (kind % 7));
      sentence.order = random();
      for (std::uint32_t f = 0; f < 12; ++f) sentence.features.push_back(kind * 100 + f);
      for (std::uint32_t f = 0; f < 8; ++f) {
        sentence.features.push_back(100'000 + static_cast<std::uint32_t>(random() % 400));
      }
      std::sort(sentence.features.begin(), sentence.features.end());
      out.push_back(std::move(sentence));
    }
  }
  return out;
}

/// Groups by what the sentences are instead of where they stand.
std::set<std::set<std::uint64_t>> named(const std::vector<DiscoveredGroup>& groups,
                                        const std::vector<DiscoverySentence>& sentences) {
  std::set<std::set<std::uint64_t>> out;
  for (const DiscoveredGroup& group : groups) {
    std::set<std::uint64_t> members;
    for (const std::uint32_t member : group.members) members.insert(sentences[member].order);
    out.insert(std::move(members));
  }
  return out;
}

TEST(Discovery, FindsTheActsInAnyOrder) {
  std::mt19937_64 random(test_seed());
  SCOPED_TRACE(describe_seed(test_seed(), 0));
  auto sentences = sentences_of(8, 9, random);
  const auto groups = discover_groups(sentences, {});
  ASSERT_EQ(groups.size(), 8U);
  for (const DiscoveredGroup& group : groups) {
    EXPECT_EQ(group.members.size(), 9U);
    std::set<std::uint32_t> cases;
    std::set<std::uint32_t> kinds;
    for (const std::uint32_t member : group.members) {
      EXPECT_TRUE(cases.insert(sentences[member].case_number).second) << "two of one case";
      kinds.insert(member / 9);
    }
    EXPECT_EQ(kinds.size(), 1U);
    EXPECT_TRUE(std::is_sorted(group.centrality.rbegin(), group.centrality.rend()));
  }
  const auto expected = named(groups, sentences);
  for (int round = 0; round < 5; ++round) {
    std::shuffle(sentences.begin(), sentences.end(), random);
    EXPECT_EQ(named(discover_groups(sentences, {}), sentences), expected);
  }
}

TEST(Discovery, BlocksFindWhatAllAtOnceDo) {
  std::mt19937_64 random(test_seed());
  SCOPED_TRACE(describe_seed(test_seed(), 0));
  auto sentences = sentences_of(6, 60, random);
  DiscoverySettings settings;
  settings.exact_sentences = 90;
  const auto groups = discover_groups(sentences, settings);
  std::size_t found = 0;
  std::size_t right = 0;
  for (const DiscoveredGroup& group : groups) {
    std::vector<std::size_t> kinds(6);
    for (const std::uint32_t member : group.members) ++kinds[member / 60];
    found += group.members.size();
    right += *std::max_element(kinds.begin(), kinds.end());
  }
  EXPECT_GE(found, 320U) << "of 360";
  EXPECT_EQ(right, found) << "pure groups";
  const auto expected = named(groups, sentences);
  std::shuffle(sentences.begin(), sentences.end(), random);
  EXPECT_EQ(named(discover_groups(sentences, settings), sentences), expected);
}

/// What average link alone groups.
std::vector<std::set<std::uint32_t>> joined_to_the_stop(
    const std::vector<DiscoverySentence>& sentences, const DiscoverySettings& settings) {
  std::vector<std::uint32_t> order(sentences.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t one, std::uint32_t other) {
    return sentences[one].order < sentences[other].order;
  });
  const auto vectors = discovery_vectors(sentences);
  LinkMatrix links = SentenceLinks(sentences, vectors, settings.step_factor).of_sentences(order);
  const float stop = stop_similarity(links, settings);
  std::vector<std::set<std::uint32_t>> out;
  for (const auto& group : average_link(std::move(links), stop)) {
    if (group.size() < settings.least_cases) continue;
    std::set<std::uint32_t>& members = out.emplace_back();
    for (const std::uint32_t place : group) members.insert(order[place]);
  }
  return out;
}

TEST(Discovery, WhatIsLeftOverJoinsTheGroupThatItIsNearlyOf) {
  std::mt19937_64 random(test_seed());
  SCOPED_TRACE(describe_seed(test_seed(), 0));
  auto sentences = sentences_of(8, 9, random);
  // Beside them sentences with less and less of the act.
  for (std::uint32_t kind = 0; kind < 8; ++kind) {
    for (std::uint32_t shared = 1; shared < 12; ++shared) {
      DiscoverySentence sentence;
      sentence.case_number = 1'000 + kind * 20 + shared;
      sentence.steps = static_cast<StepBits>(1U << (kind % 7));
      sentence.order = random();
      for (std::uint32_t f = 0; f < shared; ++f) sentence.features.push_back(kind * 100 + f);
      for (std::uint32_t f = shared; f < 20; ++f) {
        sentence.features.push_back(100'000 + static_cast<std::uint32_t>(random() % 400));
      }
      std::sort(sentence.features.begin(), sentence.features.end());
      sentences.push_back(std::move(sentence));
    }
  }
  DiscoverySettings settings;
  settings.left_over_share = kLeftOverShare;
  std::size_t found = 0;
  std::vector<std::set<std::uint32_t>> groups;
  for (const DiscoveredGroup& group : discover_groups(sentences, settings)) {
    found += group.members.size();
    groups.emplace_back(group.members.begin(), group.members.end());
  }
  std::size_t joined = 0;
  for (const auto& core : joined_to_the_stop(sentences, settings)) {
    joined += core.size();
    EXPECT_TRUE(std::any_of(groups.begin(), groups.end(), [&](const auto& group) {
      return std::includes(group.begin(), group.end(), core.begin(), core.end());
    })) << "a group is kept as a whole";
  }
  EXPECT_GT(found, joined) << "some that were left over have joined";
  EXPECT_LT(found, sentences.size()) << "and not all";
}

TEST(Discovery, TooFewCasesAreNoGroup) {
  std::mt19937_64 random(1);
  EXPECT_TRUE(discover_groups(sentences_of(4, 2, random), {}).empty());
  EXPECT_TRUE(discover_groups({}, {}).empty());
}

TEST(Discovery, WhatStaysBelowIsTakenApartAndChangesNothing) {
  std::mt19937_64 random(test_seed());
  SCOPED_TRACE(describe_seed(test_seed(), 0));
  auto sentences = sentences_of(5, 9, random);
  const auto pairs = sentences_of(8, 2, random);
  for (DiscoverySentence pair : pairs) {
    for (std::uint32_t& feature : pair.features) {
      if (feature < 100'000) feature += 50'000;
    }
    sentences.push_back(std::move(pair));
  }
  for (const std::size_t exact : {std::size_t{3'000}, std::size_t{20}}) {
    DiscoverySettings settings;
    settings.exact_sentences = exact;
    std::vector<DiscoveredGroup> below;
    const auto groups = discover_groups(sentences, settings, &below);
    EXPECT_EQ(named(groups, sentences), named(discover_groups(sentences, settings), sentences));
    EXPECT_FALSE(below.empty());
    std::set<std::uint32_t> in_groups;
    for (const DiscoveredGroup& group : groups) {
      in_groups.insert(group.members.begin(), group.members.end());
    }
    for (const DiscoveredGroup& group : below) {
      EXPECT_EQ(group.members.size(), 2U);
      EXPECT_NE(sentences[group.members[0]].case_number, sentences[group.members[1]].case_number);
      for (const std::uint32_t member : group.members) EXPECT_FALSE(in_groups.contains(member));
    }
    EXPECT_TRUE(std::is_sorted(below.begin(), below.end(), [](const auto& left, const auto& right) {
      return left.cohesion > right.cohesion;
    }));
    if (exact < sentences.size()) continue;
    EXPECT_EQ(below.size(), 8U) << "each pair has features of its own";
  }
  std::vector<DiscoveredGroup> below(1);
  discover_groups({}, {}, &below);
  EXPECT_TRUE(below.empty());
}

}  // namespace
}  // namespace kizuki::test
