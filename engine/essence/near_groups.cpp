#include "engine/essence/near_groups.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/essence/feature_table.hpp"

namespace kizuki {
namespace {

/// The sum of sentences' vectors, and what one case has of it.
struct GroupSum {
  std::map<std::uint32_t, double> whole;  // by feature
  std::map<std::uint32_t, std::vector<const SparseVector*>> by_case;
  std::size_t sentences = 0;
};

GroupSum sum_of(std::span<const DiscoverySentence> sentences,
                const std::vector<SparseVector>& vectors, const SentenceGroup& group) {
  GroupSum out;
  out.sentences = group.size();
  for (const std::uint32_t place : group) {
    for (const auto& [feature, value] : vectors[place]) out.whole[feature] += double{value};
    out.by_case[sentences[place].case_number].push_back(&vectors[place]);
  }
  return out;
}

/// Σ of both sums' products; ascending features meet.
double product(const GroupSum& a, const GroupSum& b) {
  double out = 0;
  auto left = a.whole.begin();
  auto right = b.whole.begin();
  while (left != a.whole.end() && right != b.whole.end()) {
    if (left->first < right->first) {
      ++left;
    } else if (right->first < left->first) {
      ++right;
    } else {
      out += left->second * right->second;
      ++left;
      ++right;
    }
  }
  return out;
}

/// Mean cosine over the pairs of different cases; 0 when there is none.
float similarity(const GroupSum& a, const GroupSum& b) {
  double sum = product(a, b);
  std::size_t pairs = a.sentences * b.sentences;
  for (const auto& [number, mine] : a.by_case) {
    const auto found = b.by_case.find(number);
    if (found == b.by_case.end()) continue;
    pairs -= mine.size() * found->second.size();
    for (const SparseVector* one : mine) {
      for (const SparseVector* other : found->second) sum -= double{dot(*one, *other)};
    }
  }
  return pairs == 0 ? 0.0F : static_cast<float>(sum / static_cast<double>(pairs));
}

/// Of groups with their similarities those that stand out.
std::vector<NearGroup> nearest(std::vector<NearGroup> others, std::size_t most) {
  if (others.size() < kLeastOthers) return {};
  std::stable_sort(others.begin(), others.end(), [](const NearGroup& left, const NearGroup& right) {
    return left.times > right.times;
  });
  const float median = others[others.size() / 2].times;
  if (median <= 0) return {};
  std::vector<NearGroup> near;
  for (const NearGroup& other : others) {
    const float times = other.times / median;
    if (times < kNearTimes || near.size() == most) break;
    near.push_back({other.group, times});
  }
  return near;
}

}  // namespace

std::vector<std::vector<NearGroup>> near_groups(std::span<const DiscoverySentence> sentences,
                                                std::span<const SentenceGroup> groups,
                                                std::span<const std::uint32_t> asked,
                                                std::size_t most) {
  const std::vector<SparseVector> vectors = discovery_vectors(sentences);
  std::vector<GroupSum> sums;
  sums.reserve(groups.size());
  for (const SentenceGroup& group : groups) sums.push_back(sum_of(sentences, vectors, group));
  std::vector<std::vector<NearGroup>> out;
  for (const std::uint32_t one : asked) {
    std::vector<NearGroup> others;
    for (std::uint32_t other = 0; other < groups.size(); ++other) {
      if (other != one) others.push_back({other, similarity(sums[one], sums[other])});
    }
    out.push_back(nearest(std::move(others), most));
  }
  return out;
}

}  // namespace kizuki
