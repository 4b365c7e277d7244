// Which know-how a question and a case have in common.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/query/hit_list.hpp"

namespace kizuki {

/// Know-how named of a case that the query does not have.
inline constexpr std::size_t kMaxOwnKnowHow = 3;

/// A card that a text shows, with the surest of the sentences that show it.
struct ShownKnowHow {
  std::string card;  // id
  std::string label;
  std::uint16_t section = 0;
  float confidence = 0;  // 0 … 1
  std::string sentence;
};

/// Gathers the cards that a text shows, one sentence to a card. Value type.
class SurestKnowHow {
 public:
  /// Stays unless the card is known from a sentence that is as sure; of equal ones the first.
  void add(ShownKnowHow shown);
  /// Surest first, equal ones in the order in which their cards came.
  std::vector<ShownKnowHow> take() &&;

 private:
  std::vector<ShownKnowHow> shown_;
};

/// What a case has of it: cards that both show first, with both sentences, then up to
/// kMaxOwnKnowHow that the case alone shows; each in the order of `found`, which is taken over.
std::vector<KnowHowReason> compare_know_how(const std::vector<ShownKnowHow>& asked,
                                            std::vector<ShownKnowHow> found);

}  // namespace kizuki
