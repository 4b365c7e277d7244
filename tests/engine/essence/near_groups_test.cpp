#include "engine/essence/near_groups.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

/// A sentence of `number` that bears these features; the first ones are common to all.
DiscoverySentence sentence(std::uint32_t number, std::vector<std::uint32_t> features) {
  features.insert(features.end(), {1, 2});
  std::sort(features.begin(), features.end());
  return {number, 0, number, std::move(features)};
}

/// Groups of two sentences each of cases of their own: 0 and 1 tell the same, the others each
/// something else.
struct Corpus {
  std::vector<DiscoverySentence> sentences;
  std::vector<SentenceGroup> groups;

  void add(const std::vector<std::uint32_t>& features, std::uint32_t first_case) {
    SentenceGroup& group = groups.emplace_back();
    for (std::uint32_t i = 0; i < 2; ++i) {
      group.push_back(static_cast<std::uint32_t>(sentences.size()));
      sentences.push_back(sentence(first_case + i, features));
    }
  }
};

Corpus corpus() {
  Corpus out;
  out.add({10, 11, 12}, 0);
  out.add({10, 11, 13}, 2);
  for (std::uint32_t i = 0; i < 5; ++i) out.add({20 + 2 * i, 21 + 2 * i}, 4 + 2 * i);
  return out;
}

TEST(NearGroupsTest, WhatTellsTheSameIsNear) {
  const Corpus all = corpus();
  const std::vector<std::uint32_t> asked = {0, 3, 1};
  const auto near = near_groups(all.sentences, all.groups, asked, 3);
  ASSERT_EQ(near.size(), 3U);
  ASSERT_EQ(near[0].size(), 1U);
  EXPECT_EQ(near[0][0].group, 1U);
  EXPECT_GE(near[0][0].times, kNearTimes);
  EXPECT_TRUE(near[1].empty()) << "as like as all others";
  EXPECT_EQ(near[2][0].group, 0U);
  EXPECT_EQ(near_groups(all.sentences, all.groups, asked, 0),
            std::vector<std::vector<NearGroup>>(3));
}

TEST(NearGroupsTest, TwoSentencesOfACaseSayNothing) {
  Corpus all = corpus();
  // The same words of the same cases: names, as far as anybody can tell.
  for (std::uint32_t i = 0; i < 2; ++i) all.sentences[all.groups[1][i]].case_number = 0;
  all.sentences[all.groups[0][1]].case_number = 0;
  const std::vector<std::uint32_t> asked = {0};
  EXPECT_TRUE(near_groups(all.sentences, all.groups, asked, 3).front().empty());
}

TEST(NearGroupsTest, AmongFewNoneIsNear) {
  Corpus all = corpus();
  all.groups.resize(kLeastOthers);
  const std::vector<std::uint32_t> asked = {0};
  EXPECT_TRUE(near_groups(all.sentences, all.groups, asked, 3).front().empty());
  all.groups[2].clear();
  EXPECT_TRUE(near_groups(all.sentences, all.groups, asked, 3).front().empty());
  EXPECT_TRUE(near_groups({}, {}, {}, 3).empty());
}

}  // namespace
}  // namespace kizuki
