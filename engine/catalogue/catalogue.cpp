#include "engine/catalogue/catalogue.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace kizuki {
namespace {

constexpr std::size_t kStateBatch = 500;

/// Takes out the decisions on cases that may not be read.
Result<std::vector<EvidenceDecision>> readable(const Library& library, const MayRead& may_read,
                                               std::vector<EvidenceDecision> all) {
  std::vector<EvidenceDecision> out;
  for (std::size_t begin = 0; begin < all.size(); begin += kStateBatch) {
    const std::size_t end = std::min(begin + kStateBatch, all.size());
    std::vector<std::string> ids;
    for (std::size_t i = begin; i < end; ++i) ids.push_back(all[i].place.case_id);
    const auto states = library.current_states(ids);
    if (!states) return states.error();
    for (std::size_t i = begin; i < end; ++i) {
      const auto& state = (*states)[i - begin];
      if (state && may_read(state->compartment)) out.push_back(std::move(all[i]));
    }
  }
  return out;
}

/// Of all about the same case, card and sentence the newest counts, wherever the sentence stood.
std::vector<EvidenceDecision> newest(std::vector<EvidenceDecision> all) {
  std::map<std::tuple<std::string, std::string, std::string>, EvidenceDecision> by_sentence;
  for (EvidenceDecision& decision : all) {
    std::tuple key(decision.place.case_id, decision.card, decision.sentence_key);
    const auto found = by_sentence.find(key);
    if (found != by_sentence.end() && found->second.sequence > decision.sequence) continue;
    by_sentence.insert_or_assign(std::move(key), std::move(decision));
  }
  std::vector<EvidenceDecision> out;
  out.reserve(by_sentence.size());
  for (auto& [key, decision] : by_sentence) out.push_back(std::move(decision));
  return out;
}

}  // namespace

const CatalogueCard* Catalogue::find(std::string_view id) const {
  const auto found = std::lower_bound(
      cards.begin(), cards.end(), id,
      [](const CatalogueCard& card, std::string_view wanted) { return card.card.id < wanted; });
  return found != cards.end() && found->card.id == id ? &*found : nullptr;
}

const CatalogueCard* Catalogue::standing(std::string_view id) const {
  const CatalogueCard* card = find(id);
  // A chain as long as the catalogue would be a ring.
  for (std::size_t i = 0; card != nullptr && card->status == CardStatus::kMerged; ++i) {
    if (i == cards.size()) return nullptr;
    card = find(card->merged_into);
  }
  return card;
}

Result<std::vector<CatalogueCard>> read_catalogue_cards(const Library& library,
                                                        const MayRead& may_read,
                                                        const std::vector<KnowHowCard>& shipped) {
  std::map<std::string, CatalogueCard> cards;
  for (const KnowHowCard& card : shipped) {
    CatalogueCard& entry = cards[card.id];
    entry.card = card;
    entry.compartments = {"public"};
  }
  const auto entries = library.cards();
  if (!entries) return entries.error();
  for (const CardEntry& entry : *entries) {
    if (!std::all_of(entry.compartments.begin(), entry.compartments.end(), may_read)) continue;
    auto card = catalogue_card_of(entry);
    if (!card) return std::move(card).error();
    cards.insert_or_assign(entry.id, std::move(*card));
  }
  std::vector<CatalogueCard> out;
  out.reserve(cards.size());
  for (auto& [id, card] : cards) out.push_back(std::move(card));
  return out;
}

Result<Catalogue> read_catalogue(const Library& library, const MayRead& may_read,
                                 const std::vector<KnowHowCard>& shipped) {
  auto cards = read_catalogue_cards(library, may_read, shipped);
  if (!cards) return std::move(cards).error();
  Catalogue out;
  out.cards = std::move(*cards);
  std::vector<EvidenceDecision> decisions;
  const auto read = library.for_each_confirmation(0, [&](const Confirmation& confirmation) {
    if (auto decision = evidence_decision_of(confirmation); decision) {
      decisions.push_back(std::move(*decision));
    }
    return true;
  });
  if (!read) return read.error();
  auto visible = readable(library, may_read, std::move(decisions));
  if (!visible) return std::move(visible).error();
  out.decisions = newest(std::move(*visible));
  return out;
}

}  // namespace kizuki
