// KnowHowFinder: what words leave open goes to the cards whose sentences it is like.
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

#include "engine/essence/card_growth.hpp"
#include "engine/essence/know_how_finder.hpp"

namespace kizuki {

/// The matches of a sentence that are left open, without what people have settled.
std::vector<PossibleMatch> KnowHowFinder::open_matches(Place place) const {
  const ScannedSentence& sentence = at(place);
  const auto said = verdicts_.find({place.case_number, sentence.section, sentence.span.begin});
  std::vector<PossibleMatch> out;
  for (const CardMatch& match : sentence.matches) {
    if (match.score >= matcher_->accept_score()) continue;
    if (said != verdicts_.end() && said->second.contains(match.card)) continue;
    out.push_back({0, match.card, match.score});
  }
  return out;
}

void KnowHowFinder::grow_assigned(std::vector<std::vector<Place>>& places,
                                  std::vector<std::vector<KnowHowEvidence>>& evidence) {
  using Numbered = std::pair<std::uint32_t, std::uint32_t>;
  std::map<Numbered, std::uint32_t> card_of;  // of assigned sentences, by case and sentence
  std::set<Numbered> told;                    // case, card
  for (std::uint32_t card = 0; card < places.size(); ++card) {
    for (const Place place : places[card]) {
      card_of[{place.case_number, place.sentence}] = card;
      told.emplace(place.case_number, card);
    }
  }
  std::vector<Place> looked_at;
  std::vector<DiscoverySentence> sentences;
  std::vector<SentenceGroup> groups(places.size());
  std::vector<PossibleMatch> possible;
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    if (result_.original[i] != i) continue;
    auto& of_case = entries_[i].scan.sentences;
    for (std::uint32_t s = 0; s < of_case.size(); ++s) {
      if (of_case[s].features.empty() || is_stock(of_case[s])) continue;
      const Place place{i, s};
      const auto number = static_cast<std::uint32_t>(looked_at.size());
      looked_at.push_back(place);
      // Given back below: there may be hundreds of thousands.
      sentences.push_back({i, of_case[s].steps, order_of(place), std::move(of_case[s].features)});
      if (const auto card = card_of.find({i, s}); card != card_of.end()) {
        groups[card->second].push_back(number);
        continue;
      }
      for (PossibleMatch match : open_matches(place)) {
        if (told.contains({i, match.card})) continue;
        match.sentence = number;
        possible.push_back(match);
      }
    }
  }
  DiscoverySettings discovery = settings_.discovery;
  discovery.threads = settings_.threads;
  for (const PossibleMatch& match : grow_cards(sentences, groups, possible, discovery)) {
    const Place place = looked_at[match.sentence];
    taken_[place.case_number][place.sentence] = true;
    places[match.card].push_back(place);
    evidence[match.card].push_back(evidence_of(place, sentence_matcher_.confidence(match.score)));
  }
  for (std::size_t i = 0; i < looked_at.size(); ++i) {
    entries_[looked_at[i].case_number].scan.sentences[looked_at[i].sentence].features =
        std::move(sentences[i].features);
  }
}

}  // namespace kizuki
