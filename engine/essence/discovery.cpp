#include "engine/essence/discovery.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <utility>

#include "engine/essence/average_link.hpp"
#include "engine/essence/feature_table.hpp"
#include "engine/tagging/gram_vocabulary.hpp"

namespace kizuki {
namespace {

constexpr std::uint32_t kBuckets = kDiscoveryFeatures / 2;
constexpr unsigned kBucketShift = 44;
constexpr FeatureKey kMixer = 0x9E3779B97F4A7C15U;
constexpr float kWordShare = 0.5F;
constexpr double kHighShare = 0.95;  // of the pairs' similarities
constexpr std::uint32_t kLeastSentences = 2;

/// Rarity of features among the sentences.
class Rarity {
 public:
  explicit Rarity(std::span<const DiscoverySentence> sentences)
      : counts_(std::size_t{kBuckets} * 2), sentences_(sentences.size()) {
    for (const DiscoverySentence& sentence : sentences) {
      std::uint32_t last = kBuckets * 2;
      for (const std::uint32_t feature : sentence.features) {
        if (feature != last) ++counts_[feature];
        last = feature;
      }
    }
  }
  float of(std::uint32_t feature) const {
    const std::uint32_t count = counts_[feature];
    if (count < kLeastSentences) return 0;
    return static_cast<float>(
        std::log((static_cast<double>(sentences_) + 1.0) / (static_cast<double>(count) + 0.5)));
  }

 private:
  std::vector<std::uint32_t> counts_;
  std::size_t sentences_;
};

void scale_part(SparseVector& vector, std::size_t begin, std::size_t end, float weight) {
  float squares = 0;
  for (std::size_t i = begin; i < end; ++i) squares += vector[i].value * vector[i].value;
  if (squares <= 0) return;
  const float scale = weight / std::sqrt(squares);
  for (std::size_t i = begin; i < end; ++i) vector[i].value *= scale;
}

SparseVector vector_of(const std::vector<std::uint32_t>& features, const Rarity& rarity) {
  SparseVector out;
  std::size_t words = 0;  // where the words begin
  for (std::size_t i = 0; i < features.size();) {
    const std::uint32_t feature = features[i];
    std::size_t count = 0;
    for (; i < features.size() && features[i] == feature; ++i) ++count;
    const float idf = rarity.of(feature);
    if (idf <= 0) continue;
    if (feature < kBuckets) words = out.size() + 1;
    out.push_back({feature, (1.0F + std::log(static_cast<float>(count))) * idf});
  }
  scale_part(out, 0, words, 1.0F);
  scale_part(out, words, out.size(), kWordShare);
  scale_part(out, 0, out.size(), 1.0F);
  return out;
}

class Discovery {
 public:
  Discovery(std::span<const DiscoverySentence> sentences, const DiscoverySettings& settings)
      : sentences_(sentences), settings_(settings) {
    order_.resize(sentences.size());
    std::iota(order_.begin(), order_.end(), 0U);
    std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
      return sentences[a].order != sentences[b].order ? sentences[a].order < sentences[b].order
                                                      : a < b;
    });
    const Rarity rarity(sentences);
    vectors_.reserve(sentences.size());
    for (const DiscoverySentence& sentence : sentences) {
      vectors_.push_back(vector_of(sentence.features, rarity));
    }
  }

  std::vector<DiscoveredGroup> run() {
    std::vector<std::uint32_t> rest = order_;
    std::vector<std::vector<std::uint32_t>> groups;
    for (std::size_t round = 0; round < settings_.rounds && !rest.empty(); ++round) {
      std::vector<std::uint32_t> sample = sample_of(rest);
      const bool all = sample.size() == rest.size();
      auto found = cluster(sample);
      if (!all) add_explained(rest, sample, found);
      for (auto& group : found) {
        if (group.size() >= settings_.least_cases) groups.push_back(std::move(group));
      }
      if (all) break;
      rest = without(rest, groups);
    }
    std::vector<DiscoveredGroup> out;
    out.reserve(groups.size());
    for (const auto& group : groups) out.push_back(described(group));
    std::stable_sort(out.begin(), out.end(), [&](const auto& a, const auto& b) {
      if (a.members.size() != b.members.size()) return a.members.size() > b.members.size();
      if (a.cohesion != b.cohesion) return a.cohesion > b.cohesion;
      return sentences_[a.members.front()].order < sentences_[b.members.front()].order;
    });
    return out;
  }

 private:
  /// Evenly over the order, which is as good as by chance and the same in every run.
  std::vector<std::uint32_t> sample_of(const std::vector<std::uint32_t>& rest) const {
    if (rest.size() <= settings_.exact_sentences) return rest;
    return {rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(settings_.exact_sentences)};
  }

  std::vector<std::vector<std::uint32_t>> cluster(const std::vector<std::uint32_t>& sample) {
    const std::size_t n = sample.size();
    LinkMatrix links(n);
    fill_links(sample, links);
    stop_ =
        std::min(settings_.stop_share * high_similarity(sample, links), settings_.sure_similarity);
    std::vector<std::vector<std::uint32_t>> out;
    for (const auto& group : average_link(std::move(links), stop_)) {
      auto& members = out.emplace_back();
      for (const std::uint32_t place : group) members.push_back(sample[place]);
    }
    return out;
  }

  /// Cosines by inverted lists: most pairs share few features.
  void fill_links(const std::vector<std::uint32_t>& sample, LinkMatrix& links) const {
    std::vector<std::pair<std::uint32_t, std::pair<std::uint32_t, float>>> postings;
    for (std::uint32_t i = 0; i < sample.size(); ++i) {
      for (const GramFeature& feature : vectors_[sample[i]]) {
        postings.push_back({feature.index, {i, feature.value}});
      }
    }
    std::sort(postings.begin(), postings.end());
    for (std::size_t i = 0; i < postings.size();) {
      std::size_t end = i;
      while (end < postings.size() && postings[end].first == postings[i].first) ++end;
      for (std::size_t a = i; a < end; ++a) {
        for (std::size_t b = i; b < a; ++b) {
          links.at(postings[a].second.first, postings[b].second.first) +=
              postings[a].second.second * postings[b].second.second;
        }
      }
      i = end;
    }
    for (std::uint32_t a = 1; a < sample.size(); ++a) {
      for (std::uint32_t b = 0; b < a; ++b) {
        const DiscoverySentence& one = sentences_[sample[a]];
        const DiscoverySentence& other = sentences_[sample[b]];
        float& link = links.at(a, b);
        if (one.case_number == other.case_number) {
          link = kNeverLink;
        } else if ((one.steps & other.steps) != 0) {
          link *= 1.0F + settings_.step_factor;
        }
      }
    }
  }

  static float high_similarity(const std::vector<std::uint32_t>& sample, const LinkMatrix& links) {
    std::vector<float> all;
    for (std::uint32_t a = 1; a < sample.size(); ++a) {
      for (std::uint32_t b = 0; b < a; ++b) {
        if (links.at(a, b) > kNeverLink / 2) all.push_back(links.at(a, b));
      }
    }
    if (all.empty()) return 0;
    const auto place =
        static_cast<std::ptrdiff_t>(static_cast<double>(all.size() - 1) * kHighShare);
    std::nth_element(all.begin(), all.begin() + place, all.end());
    return all[static_cast<std::size_t>(place)];
  }

  /// Adds what is not in the sample to the group that it is most like on average, when that would
  /// have joined them, one sentence a case.
  void add_explained(const std::vector<std::uint32_t>& rest,
                     const std::vector<std::uint32_t>& sample,
                     std::vector<std::vector<std::uint32_t>>& groups) const {
    std::vector<std::uint32_t> targets;
    std::vector<std::set<std::uint32_t>> cases;
    std::vector<std::size_t> sizes;
    for (std::uint32_t g = 0; g < groups.size(); ++g) {
      if (groups[g].size() < settings_.least_cases) continue;
      targets.push_back(g);
      sizes.push_back(groups[g].size());
      auto& of_group = cases.emplace_back();
      for (const std::uint32_t member : groups[g]) of_group.insert(sentences_[member].case_number);
    }
    // Postings of the targets' sums, by steps, so that the mean over members is exact.
    struct Posting {
      std::uint32_t target;
      StepBits steps;
      float value;
    };
    std::vector<std::vector<Posting>> postings(std::size_t{kBuckets} * 2);
    for (std::uint32_t t = 0; t < targets.size(); ++t) {
      for (const std::uint32_t member : groups[targets[t]]) {
        for (const GramFeature& feature : vectors_[member]) {
          postings[feature.index].push_back({t, sentences_[member].steps, feature.value});
        }
      }
    }
    std::vector<float> sums(targets.size());
    const std::set<std::uint32_t> sampled(sample.begin(), sample.end());
    for (const std::uint32_t here : rest) {
      if (sampled.contains(here)) continue;
      std::fill(sums.begin(), sums.end(), 0.0F);
      for (const GramFeature& feature : vectors_[here]) {
        for (const Posting& posting : postings[feature.index]) {
          const bool common = (posting.steps & sentences_[here].steps) != 0;
          sums[posting.target] +=
              feature.value * posting.value * (common ? 1.0F + settings_.step_factor : 1.0F);
        }
      }
      std::uint32_t best = 0;
      float best_mean = -1;
      for (std::uint32_t t = 0; t < targets.size(); ++t) {
        const float mean = sums[t] / static_cast<float>(sizes[t]);
        if (mean <= best_mean || cases[t].contains(sentences_[here].case_number)) continue;
        best_mean = mean;
        best = t;
      }
      if (best_mean < stop_) continue;
      groups[targets[best]].push_back(here);
      cases[best].insert(sentences_[here].case_number);
    }
  }

  static std::vector<std::uint32_t> without(const std::vector<std::uint32_t>& rest,
                                            const std::vector<std::vector<std::uint32_t>>& groups) {
    std::set<std::uint32_t> taken;
    for (const auto& group : groups) taken.insert(group.begin(), group.end());
    std::vector<std::uint32_t> out;
    for (const std::uint32_t here : rest) {
      if (!taken.contains(here)) out.push_back(here);
    }
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
  std::vector<SparseVector> vectors_;
  float stop_ = 0;
};

}  // namespace

std::vector<std::uint32_t> discovery_features(const SentenceTraits& traits) {
  std::vector<std::uint32_t> out;
  const auto& pairs = traits.views[static_cast<std::size_t>(FeatureView::kBigram)];
  const auto& words = traits.views[static_cast<std::size_t>(FeatureView::kWord)];
  out.reserve(pairs.size() + words.size());
  for (const FeatureKey key : pairs) {
    out.push_back(static_cast<std::uint32_t>(key * kMixer >> kBucketShift));
  }
  for (const FeatureKey key : words) {
    out.push_back(kBuckets + static_cast<std::uint32_t>(key * kMixer >> kBucketShift));
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<DiscoveredGroup> discover_groups(std::span<const DiscoverySentence> sentences,
                                             const DiscoverySettings& settings) {
  if (sentences.empty()) return {};
  return Discovery(sentences, settings).run();
}

}  // namespace kizuki
