#include "engine/essence/discovery.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numeric>
#include <utility>

#include "engine/base/parallel_for.hpp"
#include "engine/essence/average_link.hpp"
#include "engine/essence/feature_table.hpp"
#include "engine/essence/group_links.hpp"
#include "engine/essence/sentence_blocks.hpp"

namespace kizuki {
namespace {

constexpr double kHighShare = 0.95;  // of the pairs' similarities
/// Of so many sentences the highest similarities are taken for those of all.
constexpr std::size_t kStopSample = 3'000;
/// Blocks are joined down to these multiples of the stop, one after the other, and cut anew each
/// time: the most alike come first everywhere, as if there were no blocks.
constexpr std::array<float, 9> kLevels = {4.0F, 3.0F, 2.5F, 2.0F, 1.7F, 1.4F, 1.2F, 1.1F, 1.0F};

/// Rounds in which left-over sentences join groups below the stop: the groups grow meanwhile.
constexpr int kLeftOverRounds = 3;

float high_similarity(const LinkMatrix& links) {
  std::vector<float> all;
  for (std::uint32_t a = 1; a < links.size(); ++a) {
    for (std::uint32_t b = 0; b < a; ++b) {
      if (links.at(a, b) > kNeverLink / 2) all.push_back(links.at(a, b));
    }
  }
  if (all.empty()) return 0;
  const auto place = static_cast<std::ptrdiff_t>(static_cast<double>(all.size() - 1) * kHighShare);
  std::nth_element(all.begin(), all.begin() + place, all.end());
  return all[static_cast<std::size_t>(place)];
}

std::vector<std::uint32_t> without(const std::vector<std::uint32_t>& all,
                                   const std::vector<SentenceGroup>& groups,
                                   std::size_t sentences) {
  std::vector<bool> taken(sentences);
  for (const SentenceGroup& group : groups) {
    for (const std::uint32_t member : group) taken[member] = true;
  }
  std::vector<std::uint32_t> out;
  for (const std::uint32_t here : all) {
    if (!taken[here]) out.push_back(here);
  }
  return out;
}

class Discovery {
 public:
  Discovery(std::span<const DiscoverySentence> sentences, const DiscoverySettings& settings)
      : sentences_(sentences),
        settings_(settings),
        vectors_(discovery_vectors(sentences)),
        links_(sentences_, vectors_, settings.step_factor) {
    order_.resize(sentences.size());
    std::iota(order_.begin(), order_.end(), 0U);
    std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
      return sentences[a].order != sentences[b].order ? sentences[a].order < sentences[b].order
                                                      : a < b;
    });
  }

  std::vector<DiscoveredGroup> run(std::vector<DiscoveredGroup>* below) {
    const std::vector<SentenceGroup> groups =
        order_.size() <= settings_.exact_sentences ? exact() : by_blocks();
    if (below != nullptr) *below = described(left_below(groups));
    return described(groups);
  }

 private:
  std::vector<DiscoveredGroup> described(const std::vector<SentenceGroup>& groups) const {
    std::vector<DiscoveredGroup> out(groups.size());
    parallel_for(groups.size(), settings_.threads,
                 [&](std::size_t i, std::size_t /*worker*/) { out[i] = described(groups[i]); });
    std::stable_sort(out.begin(), out.end(), [&](const auto& a, const auto& b) {
      if (a.members.size() != b.members.size()) return a.members.size() > b.members.size();
      if (a.cohesion != b.cohesion) return a.cohesion > b.cohesion;
      return sentences_[a.members.front()].order < sentences_[b.members.front()].order;
    });
    return out;
  }

  float stop_of(const LinkMatrix& links) const { return stop_similarity(links, settings_); }

  /// Of the groups that were too small those that no large one has taken a sentence of.
  std::vector<SentenceGroup> left_below(const std::vector<SentenceGroup>& groups) const {
    const std::vector<std::uint32_t> rest = without(order_, groups, sentences_.size());
    std::vector<bool> free(sentences_.size());
    for (const std::uint32_t here : rest) free[here] = true;
    std::vector<SentenceGroup> out;
    for (const SentenceGroup& group : too_small_) {
      const bool whole = std::all_of(group.begin(), group.end(),
                                     [&](std::uint32_t member) { return free[member]; });
      if (whole) out.push_back(group);
    }
    return out;
  }

  void note_too_small(SentenceGroup group) {
    if (group.size() > 1) too_small_.push_back(std::move(group));
  }

  std::vector<SentenceGroup> exact() {
    LinkMatrix links = links_.of_sentences(order_);
    const float stop = stop_of(links);
    std::vector<SentenceGroup> out;
    for (const auto& group : average_link(std::move(links), stop)) {
      SentenceGroup members;
      for (const std::uint32_t place : group) members.push_back(order_[place]);
      if (members.size() < settings_.least_cases) {
        note_too_small(std::move(members));
      } else {
        out.push_back(std::move(members));
      }
    }
    if (settings_.left_over_share < 1) explain_left_over(stop, out);
    return out;
  }

  void explain_left_over(float stop, std::vector<SentenceGroup>& groups) const {
    // At the stop itself one round finds those that the blocks kept apart.
    const int rounds = settings_.left_over_share < 1 ? kLeftOverRounds : 1;
    for (int round = 0; round < rounds; ++round) {
      const std::vector<std::uint32_t> rest = without(order_, groups, sentences_.size());
      links_.explain(rest, settings_.left_over_share * stop, settings_.threads, groups);
    }
  }

  std::vector<SentenceGroup> by_blocks() {
    // The order is a hash: what comes first is as good as drawn by chance, and the same in each
    // run.
    const std::span<const std::uint32_t> sample(order_.data(),
                                                std::min(order_.size(), kStopSample));
    const float stop = stop_of(links_.of_sentences(sample));
    std::vector<SentenceGroup> groups;
    for (const std::uint32_t here : order_) groups.push_back({here});
    for (const float level : kLevels) groups = joined(std::move(groups), level * stop);
    const auto small = std::stable_partition(
        groups.begin(), groups.end(),
        [&](const SentenceGroup& group) { return group.size() >= settings_.least_cases; });
    for (auto group = small; group != groups.end(); ++group) note_too_small(std::move(*group));
    groups.erase(small, groups.end());
    explain_left_over(stop, groups);
    return groups;
  }

  /// Joins groups within blocks of alike ones while their mean similarity reaches `stop`.
  std::vector<SentenceGroup> joined(std::vector<SentenceGroup> groups, float stop) const {
    std::vector<SparseVector> means(groups.size());
    std::vector<BlockItem> items(groups.size());
    parallel_for(groups.size(), settings_.threads, [&](std::size_t g, std::size_t /*worker*/) {
      items[g].vector = &vectors_[groups[g].front()];
      for (const std::uint32_t member : groups[g]) items[g].steps |= sentences_[member].steps;
      if (groups[g].size() == 1) return;
      means[g] = mean_of(groups[g]);
      items[g].vector = &means[g];
    });
    const auto blocks = cut_into_blocks(items, settings_.exact_sentences);
    std::vector<std::vector<SentenceGroup>> found(blocks.size());
    parallel_for(blocks.size(), settings_.threads, [&](std::size_t b, std::size_t /*worker*/) {
      found[b] = joined_block(groups, blocks[b], stop);
    });
    std::vector<SentenceGroup> out;
    for (auto& part : found) {
      out.insert(out.end(), std::make_move_iterator(part.begin()),
                 std::make_move_iterator(part.end()));
    }
    return out;
  }

  std::vector<SentenceGroup> joined_block(const std::vector<SentenceGroup>& groups,
                                          const std::vector<std::uint32_t>& block,
                                          float stop) const {
    std::vector<const SentenceGroup*> here;
    std::vector<std::uint32_t> sizes;
    for (const std::uint32_t group : block) {
      here.push_back(&groups[group]);
      sizes.push_back(static_cast<std::uint32_t>(groups[group].size()));
    }
    std::vector<SentenceGroup> out;
    for (const auto& together : average_link(links_.of_groups(here), stop, sizes)) {
      SentenceGroup& members = out.emplace_back();
      for (const std::uint32_t one : together) {
        members.insert(members.end(), here[one]->begin(), here[one]->end());
      }
    }
    return out;
  }

  /// The unit vector along the sum of a group's.
  SparseVector mean_of(const SentenceGroup& group) const {
    SparseVector all;
    for (const std::uint32_t member : group) {
      all.insert(all.end(), vectors_[member].begin(), vectors_[member].end());
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const GramFeature& a, const GramFeature& b) { return a.index < b.index; });
    SparseVector out;
    for (const GramFeature& feature : all) {
      if (out.empty() || out.back().index != feature.index) {
        out.push_back(feature);
      } else {
        out.back().value += feature.value;
      }
    }
    double squares = 0;
    for (const GramFeature& feature : out) {
      squares += static_cast<double>(feature.value) * feature.value;
    }
    if (squares <= 0) return out;
    for (GramFeature& feature : out) feature.value /= static_cast<float>(std::sqrt(squares));
    return out;
  }

  DiscoveredGroup described(const std::vector<std::uint32_t>& members) const {
    constexpr std::size_t kMostCompared = 400;
    const std::size_t compared = std::min(members.size(), kMostCompared);
    std::vector<std::pair<float, std::uint32_t>> central;
    double sum = 0;
    for (const std::uint32_t member : members) {
      float mine = 0;
      for (std::size_t i = 0; i < compared; ++i) {
        if (members[i] != member) mine += dot(vectors_[member], vectors_[members[i]]);
      }
      mine /= static_cast<float>(std::max<std::size_t>(compared, 2) - 1);
      sum += static_cast<double>(mine);
      central.emplace_back(mine, member);
    }
    std::sort(central.begin(), central.end(), [&](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first
                                : sentences_[a.second].order < sentences_[b.second].order;
    });
    DiscoveredGroup out;
    for (const auto& [value, member] : central) {
      out.members.push_back(member);
      out.centrality.push_back(value);
    }
    out.cohesion = static_cast<float>(sum / static_cast<double>(members.size()));
    return out;
  }

  std::span<const DiscoverySentence> sentences_;
  DiscoverySettings settings_;
  std::vector<std::uint32_t> order_;
  std::vector<SentenceGroup> too_small_;  // of two sentences and more
  std::vector<SparseVector> vectors_;
  SentenceLinks links_;
};

}  // namespace

float stop_similarity(const LinkMatrix& links, const DiscoverySettings& settings) {
  return std::min(settings.stop_share * high_similarity(links), settings.sure_similarity);
}

std::vector<DiscoveredGroup> discover_groups(std::span<const DiscoverySentence> sentences,
                                             const DiscoverySettings& settings,
                                             std::vector<DiscoveredGroup>* below) {
  if (below != nullptr) below->clear();
  if (sentences.empty()) return {};
  return Discovery(sentences, settings).run(below);
}

}  // namespace kizuki
