#include "server/api/essence_json.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/essence_run/essence_json.hpp"
#include "server/app/knowhow_evidence.hpp"
#include "server/app/request_fields.hpp"

namespace kizuki {
namespace {

Result<void> read_count(const FormFields& query, const char* name, std::size_t least,
                        std::size_t most, std::size_t& out) {
  if (!query.has(name)) return {};
  const std::string_view text = query.value(name);
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < least || value > most) {
    return bad_field(name, std::string(name) + " は " + std::to_string(least) + " から " +
                               std::to_string(most) + " までの数です");
  }
  out = value;
  return {};
}

/// An item that is told, with the evidence to read for it.
struct ToldItem {
  std::uint32_t number = 0;  // of KnowHowResult::items
  std::string label;
  std::size_t first = 0;  // of the places
  std::size_t count = 0;
};

bool stands(const Catalogue& catalogue, std::string_view id) {
  const CatalogueCard* card = catalogue.find(id);
  return card != nullptr && card->status == CardStatus::kActive;
}

class Teller {
 public:
  Teller(const KnowHowReading& knowhow, const EssenceAmount& amount)
      : findings_(*knowhow.findings), catalogue_(*knowhow.catalogue), amount_(amount) {
    const std::vector<std::uint32_t> candidates = knowhow.candidates();
    const auto& items = findings_.result.items;
    for (std::uint32_t i = 0; i < items.size() && told_.size() < amount.top; ++i) {
      const bool card = items[i].kind == KnowHowKind::kCard;
      if (card ? stands(catalogue_, items[i].id)
               : std::binary_search(candidates.begin(), candidates.end(), i)) {
        add(i);
      }
    }
  }

  const std::vector<KnowHowPlace>& places() const { return places_; }

  /// `read` by place.
  EssenceAnswer tell(std::vector<std::optional<QuotedEvidence>> read, bool outdated) {
    EssenceAnswer out;
    JsonArray items;
    for (const ToldItem& told : told_) {
      if (auto item = item_as_json(told, read, out); item) items.push_back(std::move(*item));
    }
    std::vector<std::pair<std::string, std::uint32_t>> thin;
    for (const auto& card : findings_.result.thin_cards) {
      if (stands(catalogue_, card.first)) thin.push_back(card);
    }
    out.json.set("snapshot",
                 essence_snapshot_to_json(findings_.snapshot, findings_.result, findings_.corpus));
    out.json.set("outdated", outdated);
    out.json.set("knowhow", std::move(items));
    out.json.set("thin_cards", thin_cards_to_json(thin));
    return out;
  }

 private:
  void add(std::uint32_t number) {
    const KnowHow& item = findings_.result.items[number];
    const CatalogueCard* card = catalogue_.find(item.id);
    const bool named = card != nullptr && !card->card.label.empty();
    // Whether a candidate's name may be shown depends on all its sentences.
    const std::size_t count = item.kind == KnowHowKind::kCandidate
                                  ? item.evidence.size()
                                  : std::min(item.evidence.size(), amount_.evidence);
    told_.push_back({number, named ? card->card.label : item.label, places_.size(), count});
    for (std::uint32_t i = 0; i < count; ++i) places_.push_back({number, i});
  }

  std::optional<Json> item_as_json(const ToldItem& told,
                                   std::vector<std::optional<QuotedEvidence>>& read,
                                   EssenceAnswer& out) const {
    const KnowHow& item = findings_.result.items[told.number];
    const bool candidate = item.kind == KnowHowKind::kCandidate;
    std::vector<QuotedEvidence> standing;
    std::vector<std::uint32_t> from;
    for (std::size_t i = 0; i < told.count; ++i) {
      std::optional<QuotedEvidence>& one = read[told.first + i];
      if (!one) continue;
      standing.push_back(std::move(*one));
      from.push_back(places_[told.first + i].evidence);
    }
    if (candidate && standing.size() < kLeastOfCandidate) return std::nullopt;
    add_verdicts(catalogue_, item.id, standing);
    KnowHow shown = item;
    shown.label = told.label;
    shown.other_labels.clear();  // the words of cases, as they stand there
    shown.evidence.clear();
    std::vector<Quote> quotes;
    for (std::size_t i = 0; i < standing.size(); ++i) {
      QuotedEvidence& one = standing[i];
      if (candidate) out.shown.emplace(one.case_id, one.compartment);
      const bool denied = one.said.has_value() && !*one.said;
      if (denied || quotes.size() == amount_.evidence) continue;
      out.shown.emplace(one.case_id, one.compartment);
      shown.evidence.push_back(item.evidence[from[i]]);
      shown.evidence.back().confirmed = one.said.has_value();
      quotes.push_back({std::move(one.sentence), std::move(one.heading), std::move(one.title)});
    }
    return essence_item_to_json(shown, quotes, findings_.result.cases);
  }

  const KnowHowFindings& findings_;
  const Catalogue& catalogue_;
  const EssenceAmount& amount_;
  std::vector<ToldItem> told_;
  std::vector<KnowHowPlace> places_;
};

}  // namespace

Result<EssenceAmount> EssenceAmount::from_query(const FormFields& query) {
  EssenceAmount out;
  if (auto read = read_count(query, "top", 1, kMostItems, out.top); !read) {
    return std::move(read).error();
  }
  if (auto read = read_count(query, "evidence", 0, kMostSentences, out.evidence); !read) {
    return std::move(read).error();
  }
  return out;
}

Result<EssenceAnswer> essence_answer(const Reading& reading, const KnowHowReading& knowhow,
                                     const EssenceAmount& amount, const Deadline& deadline) {
  Teller teller(knowhow, amount);
  auto read = read_places(reading, *knowhow.findings, teller.places(), deadline);
  if (!read) return std::move(read).error();
  return teller.tell(std::move(*read), knowhow.outdated);
}

}  // namespace kizuki
