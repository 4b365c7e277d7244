#include "engine/catalogue/catalogue.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
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
  const auto counting =
      std::stable_partition(visible->begin(), visible->end(),
                            [](const EvidenceDecision& said) { return !said.taken_back; });
  out.taken_back.assign(std::make_move_iterator(counting), std::make_move_iterator(visible->end()));
  visible->erase(counting, visible->end());
  out.decisions = newest(std::move(*visible));
  return out;
}

Result<std::vector<EvidenceDecision>> evidence_history(const Library& library,
                                                       const Catalogue& catalogue,
                                                       std::string_view card) {
  const auto is_about = [&](const EvidenceDecision& said) {
    const CatalogueCard* standing = catalogue.standing(said.card);
    return standing != nullptr && standing->card.id == card;
  };
  std::set<std::string> cases;
  for (const auto* list : {&catalogue.decisions, &catalogue.taken_back}) {
    for (const EvidenceDecision& said : *list) {
      if (is_about(said)) cases.insert(said.place.case_id);
    }
  }
  std::vector<EvidenceDecision> out;
  for (const std::string& id : cases) {
    const auto rows = library.confirmation_history(id);
    if (!rows) return rows.error();
    for (const Confirmation& row : *rows) {
      auto said = evidence_decision_of(row);
      if (said && is_about(*said)) out.push_back(std::move(*said));
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& left, const auto& right) {
    return left.sequence < right.sequence;
  });
  return out;
}

}  // namespace kizuki
