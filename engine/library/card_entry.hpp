// A card of the catalogue of know-how as the library keeps it: who may see it, where it stands,
// what it says. What `content` means is for engine/catalogue.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace kizuki {

/// Where a card stands. The numbers lie in the file.
enum class CardStatus : std::uint8_t {
  kActive = 1,     // know-how that people stand by
  kCandidate = 2,  // a proposal of the program that nobody has decided on
  kRejected = 3,   // no know-how: not to be proposed again
  kMerged = 4,     // part of another card now
  kGone = 5,       // a proposal that the newest run did not find any more
};

/// What a change was. The numbers lie in the file.
enum class CardAction : std::uint8_t {
  kImport = 1,
  kFind = 2,  // a run of the program found the group
  kAccept = 3,
  kReject = 4,
  kMerge = 5,
  kSplit = 6,
  kRename = 7,
  kLose = 8,     // a run did not find the group any more
  kRestore = 9,  // a decision was taken back: what stood before it stands again
};

/// One row of a card's history.
struct CardEntry {
  std::string id;  // 1–64 of A-Za-z0-9._-
  /// Where its content comes from, ascending by bytes, at least one: it is shown to those who may
  /// read every one of them.
  std::vector<std::string> compartments;
  CardStatus status = CardStatus::kActive;
  CardAction action = CardAction::kImport;
  std::string author;   // an account, or "operator"
  std::string reason;   // may be empty; as Account's reasons
  std::string content;  // canonical JSON, at most kMaxCardContentBytes; no text of a case

  // Given by the library. For writing, `sequence` is the card's row that this one follows.
  std::uint64_t sequence = 0;
  std::string time;  // UTC
};

inline constexpr std::size_t kMaxCardContentBytes = std::size_t{4} << 20;
inline constexpr std::size_t kMaxCardCompartments = 2'000;

/// Stable codes: "active", "candidate", "rejected", "merged", "gone".
std::string_view card_status_code(CardStatus status);
/// "import", "find", "accept", "reject", "merge", "split", "rename", "lose", "restore".
std::string_view card_action_code(CardAction action);

/// 1–64 of A-Za-z0-9._-.
bool is_card_id(std::string_view text);

/// kInvalidArgument with the field that breaks a rule.
Result<void> check_card_entry(const CardEntry& entry);

}  // namespace kizuki
