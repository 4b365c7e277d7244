#include "engine/essence/group_links.hpp"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "engine/essence/feature_table.hpp"
#include "tests/support/seed.hpp"

namespace kizuki::test {
namespace {

constexpr float kStepFactor = 2.0F;

std::vector<DiscoverySentence> any_sentences(std::size_t count, std::mt19937_64& random) {
  std::vector<DiscoverySentence> out(count);
  for (std::size_t i = 0; i < count; ++i) {
    out[i].case_number = static_cast<std::uint32_t>(random() % (count * 2));
    out[i].steps = static_cast<StepBits>(random() % 8);
    out[i].order = random();
    for (int f = 0; f < 12; ++f) {
      out[i].features.push_back(static_cast<std::uint32_t>(random() % 60));
    }
    std::sort(out[i].features.begin(), out[i].features.end());
  }
  return out;
}

class GroupLinksTest : public ::testing::Test {
 protected:
  /// The definition.
  float link(std::uint32_t a, std::uint32_t b) const {
    if (sentences_[a].case_number == sentences_[b].case_number) return kNeverLink;
    const bool step = (sentences_[a].steps & sentences_[b].steps) != 0;
    return dot(vectors_[a], vectors_[b]) * (step ? 1.0F + kStepFactor : 1.0F);
  }
  float mean(const SentenceGroup& a, const SentenceGroup& b) const {
    float sum = 0;
    for (const std::uint32_t one : a) {
      for (const std::uint32_t other : b) {
        if (link(one, other) == kNeverLink) return kNeverLink;
        sum += link(one, other);
      }
    }
    return sum / static_cast<float>(a.size() * b.size());
  }

  std::mt19937_64 random_{test_seed()};
  std::vector<DiscoverySentence> sentences_ = any_sentences(60, random_);
  std::vector<SparseVector> vectors_ = discovery_vectors(sentences_);
  SentenceLinks links_{sentences_, vectors_, kStepFactor};
};

TEST_F(GroupLinksTest, OfSentencesAreTheCosinesByStep) {
  SCOPED_TRACE(describe_seed(test_seed(), 0));
  const std::vector<std::uint32_t> places = {4, 0, 17, 33, 59};
  const LinkMatrix found = links_.of_sentences(places);
  for (std::size_t a = 1; a < places.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      EXPECT_NEAR(found.at(a, b), link(places[a], places[b]), 1e-5);
    }
  }
}

TEST_F(GroupLinksTest, OfGroupsAreTheMeansOfTheirPairs) {
  SCOPED_TRACE(describe_seed(test_seed(), 0));
  std::vector<SentenceGroup> groups(20);
  for (std::uint32_t i = 0; i < sentences_.size(); ++i) groups[random_() % 20].push_back(i);
  std::vector<const SentenceGroup*> asked;
  for (const SentenceGroup& group : groups) {
    if (!group.empty()) asked.push_back(&group);
  }
  const LinkMatrix found = links_.of_groups(asked);
  for (std::size_t a = 1; a < asked.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      EXPECT_NEAR(found.at(a, b), mean(*asked[a], *asked[b]), 1e-4);
    }
  }
}

TEST_F(GroupLinksTest, ExplainsByTheMean) {
  SCOPED_TRACE(describe_seed(test_seed(), 0));
  const std::vector<SentenceGroup> begin = {{0, 1, 2}, {3, 4, 5, 6}};
  std::vector<std::uint32_t> rest;
  for (std::uint32_t i = 7; i < sentences_.size(); ++i) rest.push_back(i);
  constexpr float kLeast = 0.3F;
  std::vector<SentenceGroup> one = begin;
  links_.explain(rest, kLeast, 1, one);
  for (std::size_t g = 0; g < begin.size(); ++g) {
    for (std::size_t i = begin[g].size(); i < one[g].size(); ++i) {
      EXPECT_GE(mean({one[g][i]}, begin[g]), kLeast - 1e-4F);
      for (std::size_t j = 0; j < i; ++j) {
        EXPECT_NE(sentences_[one[g][i]].case_number, sentences_[one[g][j]].case_number);
      }
    }
  }
}

}  // namespace
}  // namespace kizuki::test
