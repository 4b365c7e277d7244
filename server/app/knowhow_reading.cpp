#include "server/app/knowhow_reading.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace kizuki {
namespace {

constexpr std::uint32_t kLeastRecurring = 2;

CountedCard counted(const CatalogueCard& card, const KnowHowFindings& findings) {
  CountedCard out;
  out.card = &card;
  const auto& items = findings.result.items;
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    if (items[i].kind != KnowHowKind::kCard || items[i].id != card.card.id) continue;
    out.item = &items[i];
    out.item_number = i;
  }
  for (const auto& [id, cases] : findings.result.thin_cards) {
    if (id == card.card.id) out.thin_cases = cases;
  }
  return out;
}

}  // namespace

std::vector<CountedCard> KnowHowReading::cards() const {
  std::vector<CountedCard> out;
  for (const CatalogueCard& card : catalogue->cards) {
    if (card.status == CardStatus::kActive) out.push_back(counted(card, *findings));
  }
  return out;
}

std::optional<CountedCard> KnowHowReading::card(std::string_view id) const {
  const CatalogueCard* card = catalogue->standing(id);
  if (card == nullptr || card->status != CardStatus::kActive) return std::nullopt;
  return counted(*card, *findings);
}

std::vector<std::uint32_t> KnowHowReading::candidates() const {
  std::vector<std::uint32_t> out;
  const auto& items = findings->result.items;
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    if (items[i].kind != KnowHowKind::kCandidate) continue;
    const CatalogueCard* known = catalogue->find(items[i].id);
    if (known == nullptr || known->status == CardStatus::kCandidate ||
        known->status == CardStatus::kGone) {
      out.push_back(i);
    }
  }
  return out;
}

std::vector<const CatalogueCard*> KnowHowReading::rejected() const {
  std::vector<const CatalogueCard*> out;
  for (const CatalogueCard& card : catalogue->cards) {
    if (card.status == CardStatus::kRejected) out.push_back(&card);
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const CatalogueCard* left, const CatalogueCard* right) {
                     return left->sequence > right->sequence;
                   });
  return out;
}

Result<KnowHowReading> read_knowhow(KnowHowDesk& desk, const Reading& reading) {
  auto answer = desk.ask(reading.scope, *reading.library);
  if (!answer) return std::move(answer).error();
  KnowHowReading out;
  out.state = answer->state;
  out.outdated = answer->outdated;
  if (!out.ready()) return out;
  out.findings = std::move(answer->findings);
  out.catalogue = std::move(answer->catalogue);
  out.tools = desk.tools();
  return out;
}

Result<std::vector<CardEntry>> visible_history(const Reading& reading, std::string_view id) {
  auto history = reading.library->card_history(id);
  if (!history) return std::move(history).error();
  std::vector<CardEntry> out;
  for (CardEntry& entry : *history) {
    const auto& names = entry.compartments;
    if (std::all_of(names.begin(), names.end(),
                    [&](const std::string& name) { return reading.scope.may_read(name); })) {
      out.push_back(std::move(entry));
    }
  }
  return out;
}

std::vector<RecurringKnowHow> recurring_in(const KnowHowReading& knowhow,
                                           const std::vector<std::string>& case_ids,
                                           std::size_t most) {
  std::map<std::uint32_t, std::uint32_t> counts;  // cases by item
  for (const std::string& id : case_ids) {
    const auto found = knowhow.findings->by_case.find(id);
    if (found == knowhow.findings->by_case.end()) continue;
    std::set<std::uint32_t> items;
    for (const KnowHowPlace& place : found->second) items.insert(place.item);
    for (const std::uint32_t item : items) ++counts[item];
  }
  std::vector<RecurringKnowHow> out;
  for (const auto& [number, cases] : counts) {
    const KnowHow& item = knowhow.findings->result.items[number];
    if (cases < kLeastRecurring || item.kind != KnowHowKind::kCard) continue;
    const CatalogueCard* card = knowhow.catalogue->standing(item.id);
    if (card == nullptr || card->status != CardStatus::kActive) continue;
    out.push_back({card->card.id, card->card.label, cases});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const RecurringKnowHow& left, const RecurringKnowHow& right) {
                     return left.cases > right.cases;
                   });
  if (out.size() > most) out.resize(most);
  return out;
}

int main_step(const CountedCard& counted) {
  int best = 0;
  std::uint32_t most = 0;
  for (const int step : counted.card->card.typical_steps) {
    std::uint32_t cases = 0;
    if (counted.item != nullptr) {
      const auto found = counted.item->steps.find(std::to_string(step));
      if (found != counted.item->steps.end()) cases = found->second;
    }
    if (best == 0 || cases > most) {
      best = step;
      most = cases;
    }
  }
  return best;
}

}  // namespace kizuki
