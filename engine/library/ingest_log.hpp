// The ingest log: one row a write, each chained to the one before by SHA-256.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/hash.hpp"
#include "engine/library/database.hpp"

namespace kizuki {

/// What a write did. The numbers lie in the file.
enum class LogKind : std::uint8_t { kAdd = 1, kChange = 2, kRemove = 3, kErase = 4 };

/// A row of the log, as read: from a damaged file every field may hold anything.
struct LogEntry {
  std::uint64_t sequence = 0;
  LogKind kind = LogKind::kAdd;
  std::string case_id;
  std::uint64_t revision = 0;
  std::string content_hash;  // 32 bytes; for a removal that of the newest revision
  std::string compartment;
  std::string source;         // file of the record, or reason of the removal
  std::string time;           // UTC, "2026-01-31T09:08:07Z"
  std::string previous_hash;  // 32 bytes
  std::string hash;           // 32 bytes

  bool has_content() const { return kind == LogKind::kAdd || kind == LogKind::kChange; }
};

/// The 32 bytes of a digest.
std::string to_bytes(const Sha256Digest& digest);

/// `previous_hash` of the first row.
std::string log_beginning();

/// What `entry.hash` must be: SHA-256 over all its other fields, in the layout of docs/library.md.
/// As `previous_hash` is one of them, a row can be checked alone.
std::string log_hash(const LogEntry& entry);

/// Columns of a log row for a SELECT in which the table's alias is `l`, in the order that
/// read_log_entry wants.
constexpr std::string_view kLogColumns =
    "l.sequence, l.kind, l.case_id, l.revision, l.content_hash, l.compartment, l.source, l.time, "
    "l.previous_hash, l.hash";
constexpr int kLogColumnCount = 10;

/// The row at columns `first`… of `statement`.
LogEntry read_log_entry(const Statement& statement, int first);

}  // namespace kizuki
