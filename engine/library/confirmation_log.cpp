#include "engine/library/confirmation_log.hpp"

#include "engine/base/varint.hpp"
#include "engine/library/ingest_log.hpp"

namespace kizuki {
namespace {

std::optional<std::string> optional_text(const Statement& statement, int column) {
  if (statement.is_null(column)) return std::nullopt;
  return std::string(statement.bytes(column));
}

}  // namespace

std::string confirmed_content_hash(std::string_view value, std::string_view reason) {
  std::string bytes;
  append_sized(bytes, value);
  append_sized(bytes, reason);
  return to_bytes(sha256(bytes));
}

std::string confirmation_hash(const ConfirmationEntry& entry) {
  std::string bytes;
  append_sized(bytes, entry.previous_hash);
  append_varint(bytes, entry.sequence);
  append_sized(bytes, entry.case_id);
  append_varint(bytes, entry.case_sequence);
  append_sized(bytes, entry.name);
  append_varint(bytes, entry.verdict);
  append_sized(bytes, entry.author);
  append_sized(bytes, entry.time);
  append_sized(bytes, entry.content_hash);
  return to_bytes(sha256(bytes));
}

ConfirmationEntry read_confirmation_entry(const Statement& statement, int first) {
  ConfirmationEntry entry;
  entry.sequence = statement.number(first);
  entry.case_id = statement.bytes(first + 1);
  entry.case_sequence = statement.number(first + 2);
  entry.name = statement.bytes(first + 3);
  entry.verdict = statement.number(first + 4);
  entry.author = statement.bytes(first + 5);
  entry.time = statement.bytes(first + 6);
  entry.content_hash = statement.bytes(first + 7);
  entry.value = optional_text(statement, first + 8);
  entry.reason = optional_text(statement, first + 9);
  entry.previous_hash = statement.bytes(first + 10);
  entry.hash = statement.bytes(first + 11);
  return entry;
}

Result<Confirmation> confirmation_of(const Database& database, const ConfirmationEntry& entry) {
  if (!entry.has_content() || entry.hash != confirmation_hash(entry) ||
      entry.content_hash != confirmed_content_hash(*entry.value, *entry.reason)) {
    return Error{ErrorCode::kCorrupt,
                 "確認の記録が壊れています。kizuki verify で確かめてください",
                 database.path().string(),
                 0,
                 "",
                 entry.case_id};
  }
  Confirmation confirmation;
  confirmation.case_id = entry.case_id;
  confirmation.name = entry.name;
  confirmation.value = *entry.value;
  confirmation.confirmed = entry.verdict == kVerdictYes;
  confirmation.taken_back = entry.verdict == kVerdictTakenBack;
  confirmation.author = entry.author;
  confirmation.reason = *entry.reason;
  confirmation.sequence = entry.sequence;
  confirmation.case_sequence = entry.case_sequence;
  confirmation.time = entry.time;
  return confirmation;
}

}  // namespace kizuki
