// What was decided about a piece of know-how, as its page tells it, and what of it the visitor may
// take back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/library/card_entry.hpp"
#include "server/app/call.hpp"
#include "server/app/knowhow_reading.hpp"

namespace kizuki {

/// A change of a card, or what somebody said about one of its sentences.
struct ShownChange {
  std::string time;
  std::string date;  // "2024-11-02"
  std::string author;
  std::string reason;
  std::optional<CardAction> action;  // of the card; nothing: about a sentence
  std::uint32_t sentences = 1;       // confirmed together; more than one: none is named
  bool confirmed = false;
  bool taken_back = false;
  std::string path;        // of the case, at the sentence
  std::string title;       // of the case
  std::string place;       // of the sentence: evidence_place_text
  std::uint64_t undo = 0;  // the row that the visitor may take back; 0: none
};

/// More are not told.
inline constexpr std::size_t kMostShownChanges = 40;

/// The changes of a card and of its sentences, the newest first: rows that the visitor may see, of
/// cases that he may read now, which are disclosed. `decides`: he may decide on sentences. Errors:
/// the library's, those of the records.
Result<std::vector<ShownChange>> history_of(Call& call, const KnowHowReading& knowhow,
                                            std::string_view card, bool decides);

/// The newest decision on a card that the visitor may take back now; nothing when there is none.
/// Errors: the library's.
Result<std::optional<CardEntry>> undoable_by(const Call& call, const KnowHowReading& knowhow,
                                             std::string_view card);

}  // namespace kizuki
