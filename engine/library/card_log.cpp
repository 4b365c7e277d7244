#include "engine/library/card_log.hpp"

#include <utility>

#include "engine/base/hash.hpp"
#include "engine/base/json.hpp"
#include "engine/base/varint.hpp"
#include "engine/library/ingest_log.hpp"

namespace kizuki {
namespace {

constexpr std::uint64_t kStatuses = 5;
constexpr std::uint64_t kActions = 9;

std::optional<std::vector<std::string>> parse_names(std::string_view text) {
  const auto list = parse_json(text);
  if (!list || !list->is_array()) return std::nullopt;
  std::vector<std::string> names;
  for (const Json& name : list->as_array()) {
    if (!name.is_string()) return std::nullopt;
    names.push_back(name.as_string());
  }
  return names;
}

}  // namespace

std::string card_hash(const CardRow& row) {
  std::string bytes;
  append_sized(bytes, row.previous_hash);
  append_varint(bytes, row.sequence);
  append_sized(bytes, row.card_id);
  append_sized(bytes, row.compartments);
  append_varint(bytes, row.action);
  append_varint(bytes, row.status);
  append_sized(bytes, row.author);
  append_sized(bytes, row.reason);
  append_sized(bytes, row.time);
  append_sized(bytes, row.content_hash);
  return to_bytes(sha256(bytes));
}

CardRow make_card_row(const CardEntry& entry) {
  JsonArray names;
  for (const std::string& name : entry.compartments) names.emplace_back(name);
  CardRow row;
  row.card_id = entry.id;
  row.compartments = Json(std::move(names)).dump();
  row.action = static_cast<std::uint64_t>(entry.action);
  row.status = static_cast<std::uint64_t>(entry.status);
  row.author = entry.author;
  row.reason = entry.reason;
  row.content_hash = to_bytes(sha256(entry.content));
  row.content = entry.content;
  return row;
}

CardRow read_card_row(const Statement& statement, int first) {
  CardRow row;
  row.sequence = statement.number(first);
  row.card_id = statement.bytes(first + 1);
  row.compartments = statement.bytes(first + 2);
  row.action = statement.number(first + 3);
  row.status = statement.number(first + 4);
  row.author = statement.bytes(first + 5);
  row.reason = statement.bytes(first + 6);
  row.time = statement.bytes(first + 7);
  row.content_hash = statement.bytes(first + 8);
  row.content = statement.bytes(first + 9);
  row.previous_hash = statement.bytes(first + 10);
  row.hash = statement.bytes(first + 11);
  return row;
}

Result<CardEntry> card_of(const Database& database, const CardRow& row) {
  auto names = parse_names(row.compartments);
  const bool whole =
      row.hash == card_hash(row) && row.content_hash == to_bytes(sha256(row.content)) && names &&
      row.action >= 1 && row.action <= kActions && row.status >= 1 && row.status <= kStatuses;
  CardEntry entry;
  if (whole) {
    entry.id = row.card_id;
    entry.compartments = std::move(*names);
    entry.status = static_cast<CardStatus>(row.status);
    entry.action = static_cast<CardAction>(row.action);
    entry.author = row.author;
    entry.reason = row.reason;
    entry.content = row.content;
    entry.sequence = row.sequence;
    entry.time = row.time;
  }
  if (!whole || !check_card_entry(entry)) {
    return Error{ErrorCode::kCorrupt,
                 "カードの記録が壊れています。kizuki verify で確かめてください",
                 database.path().string(),
                 0,
                 row.card_id,
                 ""};
  }
  return entry;
}

}  // namespace kizuki
