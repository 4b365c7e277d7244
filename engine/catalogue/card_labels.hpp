// What one reader calls the cards that cases are matched with.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/catalogue/catalogue.hpp"

namespace kizuki {

/// Labels of the active cards that a reader may see, by id. Immutable once read.
class CardLabels {
 public:
  CardLabels() = default;
  /// Reads the cards, not what was said of sentences. `shipped` as read_catalogue. Errors:
  /// read_catalogue_cards.
  static Result<CardLabels> read(const Library& library, const MayRead& may_read,
                                 const std::vector<KnowHowCard>& shipped);

  /// Empty when there is no such card, or none to be seen, or it stands no more (rejected, merged,
  /// a candidate).
  std::string_view find(std::string_view id) const;
  void set(std::string id, std::string label) {
    labels_.insert_or_assign(std::move(id), std::move(label));
  }

 private:
  std::map<std::string, std::string, std::less<>> labels_;
};

/// Adds "label" to the counts of cards in "facets" of an answer (engine/query/hit_list_json.hpp),
/// where there is one.
void add_card_labels(Json& answer, const CardLabels& cards);

}  // namespace kizuki
