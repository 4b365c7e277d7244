// Rows of the catalogue's log, chained by SHA-256.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/library/card_entry.hpp"
#include "engine/library/database.hpp"

namespace kizuki {

/// A row as read: from a damaged file every field may hold anything.
struct CardRow {
  std::uint64_t sequence = 0;
  std::string card_id;
  std::string compartments;  // JSON list
  std::uint64_t action = 0;
  std::uint64_t status = 0;
  std::string author;
  std::string reason;
  std::string time;
  std::string content_hash;  // 32 bytes, SHA-256 of `content`
  std::string content;
  std::string previous_hash;  // 32 bytes
  std::string hash;           // 32 bytes
};

/// What `hash` must be; the layout: docs/library.md.
std::string card_hash(const CardRow& row);

/// A row as it is to be written, but for sequence, time and hashes of the chain.
CardRow make_card_row(const CardEntry& entry);

/// Columns for a SELECT in which the table's alias is `l`, in the order of read_card_row.
constexpr std::string_view kCardColumns =
    "l.sequence, l.card_id, l.compartments, l.action, l.status, l.author, l.reason, l.time,"
    " l.content_hash, l.content, l.previous_hash, l.hash";

CardRow read_card_row(const Statement& statement, int first);

/// The change that a row holds. kCorrupt when it differs from its hashes or breaks a rule.
Result<CardEntry> card_of(const Database& database, const CardRow& row);

/// The newest row of a card, nothing when there never was one.
Result<std::optional<CardEntry>> find_card(const Database& database, std::string_view id);

}  // namespace kizuki
