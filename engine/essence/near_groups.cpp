#include "engine/essence/near_groups.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/essence/feature_table.hpp"

namespace kizuki {
namespace {

struct Summand {
  std::uint32_t group = 0;
  double value = 0;  // of the sum of the group's vectors
};

/// The sentences of all groups, by feature and by case.
class GroupSums {
 public:
  GroupSums(std::span<const DiscoverySentence> sentences, std::span<const SentenceGroup> groups)
      : vectors_(discovery_vectors(sentences)), groups_(groups), by_case_(groups.size()) {
    for (std::uint32_t group = 0; group < groups.size(); ++group) {
      for (const std::uint32_t place : groups[group]) {
        by_case_[group][sentences[place].case_number].push_back(&vectors_[place]);
        for (const auto& [feature, value] : vectors_[place]) add(feature, group, double{value});
      }
    }
  }

  /// The mean cosine of each group's sentences with those of `one` that are of other cases; 0 where
  /// there are none.
  std::vector<float> similarities(std::uint32_t one) const {
    std::vector<double> sums(groups_.size());
    for (const auto& [feature, summands] : by_feature_) {
      const auto mine = std::lower_bound(
          summands.begin(), summands.end(), one,
          [](const Summand& summand, std::uint32_t group) { return summand.group < group; });
      if (mine == summands.end() || mine->group != one) continue;
      for (const Summand& other : summands) sums[other.group] += mine->value * other.value;
    }
    std::vector<float> out(groups_.size());
    for (std::uint32_t other = 0; other < groups_.size(); ++other) {
      out[other] = mean_of_other_cases(one, other, sums[other]);
    }
    return out;
  }

 private:
  void add(std::uint32_t feature, std::uint32_t group, double value) {
    std::vector<Summand>& summands = by_feature_[feature];
    if (summands.empty() || summands.back().group != group) summands.push_back({group, 0});
    summands.back().value += value;
  }

  /// `sum`: of the products of all pairs.
  float mean_of_other_cases(std::uint32_t one, std::uint32_t other, double sum) const {
    std::size_t pairs = groups_[one].size() * groups_[other].size();
    for (const auto& [number, mine] : by_case_[one]) {
      const auto found = by_case_[other].find(number);
      if (found == by_case_[other].end()) continue;
      pairs -= mine.size() * found->second.size();
      for (const SparseVector* vector : mine) {
        for (const SparseVector* theirs : found->second) sum -= double{dot(*vector, *theirs)};
      }
    }
    return pairs == 0 ? 0.0F : static_cast<float>(sum / static_cast<double>(pairs));
  }

  std::vector<SparseVector> vectors_;
  std::span<const SentenceGroup> groups_;
  std::map<std::uint32_t, std::vector<Summand>> by_feature_;  // ascending groups
  std::vector<std::map<std::uint32_t, std::vector<const SparseVector*>>> by_case_;
};

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
  const GroupSums sums(sentences, groups);
  std::vector<std::vector<NearGroup>> out;
  for (const std::uint32_t one : asked) {
    const std::vector<float> similarities = sums.similarities(one);
    std::vector<NearGroup> others;
    for (std::uint32_t other = 0; other < groups.size(); ++other) {
      if (other != one) others.push_back({other, similarities[other]});
    }
    out.push_back(nearest(std::move(others), most));
  }
  return out;
}

}  // namespace kizuki
