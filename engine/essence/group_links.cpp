#include "engine/essence/group_links.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "engine/base/parallel_for.hpp"

namespace kizuki {

/// By inverted lists: most pairs share few features.
LinkMatrix SentenceLinks::of_sentences(std::span<const std::uint32_t> places) const {
  LinkMatrix links(places.size());
  std::vector<std::pair<std::uint32_t, std::pair<std::uint32_t, float>>> postings;
  for (std::uint32_t i = 0; i < places.size(); ++i) {
    for (const GramFeature& feature : vectors_[places[i]]) {
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
  for (std::uint32_t a = 1; a < places.size(); ++a) {
    for (std::uint32_t b = 0; b < a; ++b) {
      const DiscoverySentence& one = sentences_[places[a]];
      const DiscoverySentence& other = sentences_[places[b]];
      float& link = links.at(a, b);
      link =
          one.case_number == other.case_number ? kNeverLink : link * factor(one.steps, other.steps);
    }
  }
  return links;
}

std::vector<SentenceLinks::Posting> SentenceLinks::postings_of(
    std::span<const SentenceGroup* const> groups) const {
  std::vector<Posting> out;
  std::vector<Posting> mine;
  for (std::uint32_t group = 0; group < groups.size(); ++group) {
    mine.clear();
    for (const std::uint32_t member : *groups[group]) {
      for (const GramFeature& feature : vectors_[member]) {
        mine.push_back({feature.index, group, feature.value, sentences_[member].steps});
      }
    }
    // Stable: sums in the order of the members.
    std::stable_sort(mine.begin(), mine.end(), [](const Posting& a, const Posting& b) {
      return std::tie(a.feature, a.steps) < std::tie(b.feature, b.steps);
    });
    for (std::size_t i = 0; i < mine.size();) {
      Posting sum = mine[i++];
      for (; i < mine.size() && mine[i].feature == sum.feature && mine[i].steps == sum.steps; ++i) {
        sum.value += mine[i].value;
      }
      out.push_back(sum);
    }
  }
  std::sort(out.begin(), out.end(), [](const Posting& a, const Posting& b) {
    return std::tie(a.feature, a.group, a.steps) < std::tie(b.feature, b.group, b.steps);
  });
  return out;
}

LinkMatrix SentenceLinks::of_groups(std::span<const SentenceGroup* const> groups) const {
  LinkMatrix links(groups.size());
  const std::vector<Posting> postings = postings_of(groups);
  for (std::size_t i = 0; i < postings.size();) {
    std::size_t end = i;
    while (end < postings.size() && postings[end].feature == postings[i].feature) ++end;
    for (std::size_t a = i; a < end; ++a) {
      for (std::size_t b = i; b < a; ++b) {
        if (postings[a].group == postings[b].group) continue;
        links.at(postings[a].group, postings[b].group) +=
            postings[a].value * postings[b].value * factor(postings[a].steps, postings[b].steps);
      }
    }
    i = end;
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> groups_of;  // case, group
  for (std::uint32_t a = 0; a < groups.size(); ++a) {
    const auto size = static_cast<float>(groups[a]->size());
    for (std::uint32_t b = 0; b < a; ++b) {
      links.at(a, b) /= size * static_cast<float>(groups[b]->size());
    }
    for (const std::uint32_t member : *groups[a]) {
      groups_of.emplace_back(sentences_[member].case_number, a);
    }
  }
  std::sort(groups_of.begin(), groups_of.end());
  for (std::size_t i = 0; i < groups_of.size(); ++i) {
    for (std::size_t j = i + 1; j < groups_of.size() && groups_of[j].first == groups_of[i].first;
         ++j) {
      if (groups_of[i].second != groups_of[j].second) {
        links.at(groups_of[i].second, groups_of[j].second) = kNeverLink;
      }
    }
  }
  return links;
}

void SentenceLinks::explain(std::span<const std::uint32_t> rest, float least, std::size_t threads,
                            std::span<SentenceGroup> groups) const {
  std::vector<const SentenceGroup*> targets;
  for (const SentenceGroup& group : groups) targets.push_back(&group);
  const std::vector<Posting> postings = postings_of(targets);
  std::vector<std::uint32_t> first(kDiscoveryFeatures + 1);  // posting of each feature
  for (const Posting& posting : postings) ++first[posting.feature + 1];
  for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
  std::vector<std::vector<std::pair<float, std::uint32_t>>> fits(rest.size());  // best first
  std::vector<std::vector<float>> scratch(std::max<std::size_t>(threads, 1));
  parallel_for(rest.size(), threads, [&](std::size_t i, std::size_t worker) {
    const std::uint32_t here = rest[i];
    std::vector<float>& sums = scratch[worker];
    sums.assign(groups.size(), 0.0F);
    for (const GramFeature& feature : vectors_[here]) {
      for (std::uint32_t p = first[feature.index]; p < first[feature.index + 1]; ++p) {
        sums[postings[p].group] +=
            feature.value * postings[p].value * factor(postings[p].steps, sentences_[here].steps);
      }
    }
    for (std::uint32_t g = 0; g < groups.size(); ++g) {
      const float mean = sums[g] / static_cast<float>(groups[g].size());
      if (mean >= least) fits[i].emplace_back(-mean, g);
    }
    std::sort(fits[i].begin(), fits[i].end());
  });
  std::vector<std::set<std::uint32_t>> cases(groups.size());
  for (std::size_t g = 0; g < groups.size(); ++g) {
    for (const std::uint32_t member : groups[g]) cases[g].insert(sentences_[member].case_number);
  }
  for (std::size_t i = 0; i < rest.size(); ++i) {
    for (const auto& fit : fits[i]) {
      const std::uint32_t group = fit.second;
      if (!cases[group].insert(sentences_[rest[i]].case_number).second) continue;
      groups[group].push_back(rest[i]);
      break;
    }
  }
}

}  // namespace kizuki
