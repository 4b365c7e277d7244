#include "engine/library/ingest_log.hpp"

#include "engine/base/varint.hpp"

namespace kizuki {

std::string to_bytes(const Sha256Digest& digest) {
  std::string bytes;
  bytes.reserve(digest.size());
  for (const std::uint8_t byte : digest) bytes += static_cast<char>(byte);
  return bytes;
}

std::string log_beginning() { return std::string(32, '\0'); }

std::string log_hash(const LogEntry& entry) {
  std::string bytes;
  append_sized(bytes, entry.previous_hash);
  append_varint(bytes, entry.sequence);
  append_varint(bytes, static_cast<std::uint8_t>(entry.kind));
  append_sized(bytes, entry.case_id);
  append_varint(bytes, entry.revision);
  append_sized(bytes, entry.content_hash);
  append_sized(bytes, entry.compartment);
  append_sized(bytes, entry.source);
  append_sized(bytes, entry.time);
  return to_bytes(sha256(bytes));
}

LogEntry read_log_entry(const Statement& statement, int first) {
  LogEntry entry;
  entry.sequence = statement.number(first);
  entry.kind = static_cast<LogKind>(statement.integer(first + 1));
  entry.case_id = statement.bytes(first + 2);
  entry.revision = statement.number(first + 3);
  entry.content_hash = statement.bytes(first + 4);
  entry.compartment = statement.bytes(first + 5);
  entry.source = statement.bytes(first + 6);
  entry.time = statement.bytes(first + 7);
  entry.previous_hash = statement.bytes(first + 8);
  entry.hash = statement.bytes(first + 9);
  return entry;
}

}  // namespace kizuki
