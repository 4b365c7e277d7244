// What the pages and the API read of know-how for one request: findings and catalogue of the
// visitor's reach, laid over each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "server/app/knowhow_desk.hpp"
#include "server/app/recurring_knowhow.hpp"
#include "server/app/worker_desk.hpp"

namespace kizuki {

/// A card that stands, with what was found of it.
struct CountedCard {
  const CatalogueCard* card = nullptr;
  const KnowHow* item = nullptr;  // null: too few cases
  std::uint32_t item_number = 0;
  std::uint32_t thin_cases = 0;  // without item: how many there are
};

/// Of the card's typical steps the one that most cases tell of; 0 when it has none.
int main_step(const CountedCard& counted);

/// Of one request.
struct KnowHowReading {
  KnowHowAnswer::State state = KnowHowAnswer::State::kWorking;
  bool outdated = false;
  std::shared_ptr<const KnowHowFindings> findings;  // when ready
  std::shared_ptr<const EssenceTools> tools;        // when ready
  std::shared_ptr<const Catalogue> catalogue;       // as it stands now; when ready

  bool ready() const { return state == KnowHowAnswer::State::kReady; }
  /// Active cards, ascending by id.
  std::vector<CountedCard> cards() const;
  /// The one that is, or was merged into, `id`; nothing when there is none to be seen.
  std::optional<CountedCard> card(std::string_view id) const;
  /// Places of the candidates in the findings that nobody has decided on, the best first.
  std::vector<std::uint32_t> candidates() const;
  /// Cards and candidates that people said are no know-how, the last decision first.
  std::vector<const CatalogueCard*> rejected() const;
};

/// Errors: those of the library.
Result<KnowHowReading> read_knowhow(KnowHowDesk& desk, const Reading& reading);

/// The rows of a card's history that `scope` may see: an earlier one may have come from behind
/// walls that the newest does not name. Errors: the library's.
Result<std::vector<CardEntry>> visible_history(const Reading& reading, std::string_view id);

/// Cards that at least two of `case_ids` tell of, the commonest first, at most `most`.
std::vector<RecurringKnowHow> recurring_in(const KnowHowReading& knowhow,
                                           const std::vector<std::string>& case_ids,
                                           std::size_t most);

}  // namespace kizuki
