// Rows of the confirmations, chained by SHA-256 over the hash of what erasure takes away.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/library/confirmation.hpp"
#include "engine/library/database.hpp"

namespace kizuki {

/// What stands in the column `verdict`.
inline constexpr std::uint64_t kVerdictNo = 0;
inline constexpr std::uint64_t kVerdictYes = 1;
inline constexpr std::uint64_t kVerdictTakenBack = 2;

/// A row as read: from a damaged file every field may hold anything.
struct ConfirmationEntry {
  std::uint64_t sequence = 0;
  std::string case_id;
  std::uint64_t case_sequence = 0;
  std::string name;
  std::uint64_t verdict = 0;
  std::string author;
  std::string time;
  std::string content_hash;          // 32 bytes, over value and reason
  std::optional<std::string> value;  // nothing when erased, as the reason
  std::optional<std::string> reason;
  std::string previous_hash;  // 32 bytes
  std::string hash;           // 32 bytes

  bool has_content() const { return value && reason; }
};

/// What `content_hash` must be.
std::string confirmed_content_hash(std::string_view value, std::string_view reason);

/// What `hash` must be; value and reason come in by their hash, so that erasing them keeps the
/// chain whole. Both layouts: docs/library.md.
std::string confirmation_hash(const ConfirmationEntry& entry);

/// Columns for a SELECT in which the table's alias is `l`, in the order of read_confirmation_entry.
constexpr std::string_view kConfirmationColumns =
    "l.sequence, l.case_id, l.case_sequence, l.name, l.verdict, l.author, l.time, l.content_hash,"
    " l.value, l.reason, l.previous_hash, l.hash";
constexpr int kConfirmationColumnCount = 12;

ConfirmationEntry read_confirmation_entry(const Statement& statement, int first);

/// The confirmation that a row of a case that was not erased since holds. kCorrupt when it differs
/// from its hashes or lost its content.
Result<Confirmation> confirmation_of(const Database& database, const ConfirmationEntry& entry);

}  // namespace kizuki
