#include "engine/catalogue/card_labels.hpp"

#include <utility>

namespace kizuki {

Result<CardLabels> CardLabels::read(const Library& library, const MayRead& may_read,
                                    const std::vector<KnowHowCard>& shipped) {
  auto cards = read_catalogue_cards(library, may_read, shipped);
  if (!cards) return std::move(cards).error();
  CardLabels out;
  for (CatalogueCard& card : *cards) {
    if (card.status != CardStatus::kActive) continue;
    out.set(std::move(card.card.id), std::move(card.card.label));
  }
  return out;
}

std::string_view CardLabels::find(std::string_view id) const {
  const auto found = labels_.find(id);
  return found == labels_.end() ? std::string_view() : std::string_view(found->second);
}

void add_card_labels(Json& answer, const CardLabels& cards) {
  Json* facets = answer.find("facets");
  Json* counts = facets == nullptr ? nullptr : facets->find("knowhow");
  if (counts == nullptr) return;
  for (Json& count : counts->as_array()) {
    const std::string_view label = cards.find(count.string_or("value", ""));
    if (!label.empty()) count.set("label", label);
  }
}

}  // namespace kizuki
