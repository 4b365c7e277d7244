#include "engine/essence/card_growth.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

#include "engine/base/parallel_for.hpp"
#include "engine/essence/feature_table.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMostCompared = 100;
/// A mean over one sentence is none.
constexpr std::size_t kLeastGroup = 2;
/// Of the stop of discovery: sentences that words chose lie closer together than found groups.
constexpr float kGate = 1.15F;
/// Of so many sentences the highest similarities are taken for those of all.
constexpr std::size_t kStopSample = 1'000;

class Growth {
 public:
  Growth(std::span<const DiscoverySentence> sentences, const DiscoverySettings& settings)
      : sentences_(sentences), settings_(settings), vectors_(discovery_vectors(sentences)) {}

  std::vector<PossibleMatch> run(std::span<const SentenceGroup> groups,
                                 std::vector<PossibleMatch> possible) const {
    const float stop = stop_of_all();
    const std::vector<SentenceGroup> compared = first_of(groups);
    std::vector<float> similarity(possible.size());
    parallel_for(possible.size(), settings_.threads, [&](std::size_t i, std::size_t /*worker*/) {
      similarity[i] = mean_similarity(possible[i].sentence, compared[possible[i].card]);
    });
    std::vector<PossibleMatch> borne;
    for (std::size_t i = 0; i < possible.size(); ++i) {
      const bool tells = compared[possible[i].card].size() >= kLeastGroup;
      if (tells && similarity[i] >= kGate * stop) borne.push_back(possible[i]);
    }
    std::sort(borne.begin(), borne.end(), [&](const PossibleMatch& a, const PossibleMatch& b) {
      return std::tie(b.score, sentences_[a.sentence].order, a.sentence, a.card) <
             std::tie(a.score, sentences_[b.sentence].order, b.sentence, b.card);
    });
    return without_doubles(groups, borne);
  }

 private:
  std::vector<std::uint32_t> in_order(std::vector<std::uint32_t> places, std::size_t most) const {
    std::sort(places.begin(), places.end(), [&](std::uint32_t a, std::uint32_t b) {
      return std::tie(sentences_[a].order, a) < std::tie(sentences_[b].order, b);
    });
    if (places.size() > most) places.resize(most);
    return places;
  }

  float stop_of_all() const {
    std::vector<std::uint32_t> all(sentences_.size());
    std::iota(all.begin(), all.end(), 0U);
    const SentenceLinks links(sentences_, vectors_, settings_.step_factor);
    return stop_similarity(links.of_sentences(in_order(std::move(all), kStopSample)), settings_);
  }

  std::vector<SentenceGroup> first_of(std::span<const SentenceGroup> groups) const {
    std::vector<SentenceGroup> out;
    for (const SentenceGroup& group : groups) out.push_back(in_order(group, kMostCompared));
    return out;
  }

  float mean_similarity(std::uint32_t sentence, const SentenceGroup& group) const {
    float sum = 0;
    for (const std::uint32_t member : group) {
      const bool shares_step = (sentences_[sentence].steps & sentences_[member].steps) != 0;
      sum += dot(vectors_[sentence], vectors_[member]) *
             (shares_step ? 1.0F + settings_.step_factor : 1.0F);
    }
    return group.empty() ? 0 : sum / static_cast<float>(group.size());
  }

  std::vector<PossibleMatch> without_doubles(std::span<const SentenceGroup> groups,
                                             const std::vector<PossibleMatch>& borne) const {
    std::set<std::pair<std::uint32_t, std::uint32_t>> told;  // case, card
    for (std::uint32_t card = 0; card < groups.size(); ++card) {
      for (const std::uint32_t member : groups[card]) {
        told.emplace(sentences_[member].case_number, card);
      }
    }
    std::set<std::uint32_t> taken;
    std::vector<PossibleMatch> out;
    for (const PossibleMatch& match : borne) {
      const std::pair<std::uint32_t, std::uint32_t> here{sentences_[match.sentence].case_number,
                                                         match.card};
      if (taken.contains(match.sentence) || told.contains(here)) continue;
      taken.insert(match.sentence);
      told.insert(here);
      out.push_back(match);
    }
    return out;
  }

  std::span<const DiscoverySentence> sentences_;
  const DiscoverySettings& settings_;
  std::vector<SparseVector> vectors_;
};

}  // namespace

std::vector<PossibleMatch> grow_cards(std::span<const DiscoverySentence> sentences,
                                      std::span<const SentenceGroup> groups,
                                      std::vector<PossibleMatch> possible,
                                      const DiscoverySettings& settings) {
  if (possible.empty()) return {};
  return Growth(sentences, settings).run(groups, std::move(possible));
}

}  // namespace kizuki
