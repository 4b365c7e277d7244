// Which cases stood at a sequence number, without reading their content.
#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "engine/library/library_state.hpp"

namespace kizuki {
namespace {

constexpr std::int64_t kPageRows = 5'000;

// As in library_pages.cpp, one index seek finds a case's newest log row up to the sequence.
constexpr const char* kRowsAtSequence =
    "SELECT c.id, l.sequence, l.kind, l.compartment, c.erased_through"
    " FROM cases AS c LEFT JOIN ingest_log AS l ON l.sequence ="
    " CASE WHEN c.sequence <= ?1 THEN c.sequence ELSE"
    " (SELECT max(x.sequence) FROM ingest_log AS x"
    "  WHERE x.case_id = c.id AND x.sequence <= ?1) END"
    " WHERE c.id > ?2 ORDER BY c.id LIMIT ?3";

using RowsByCompartment = std::map<std::string, std::vector<std::uint64_t>, std::less<>>;

/// Reads a page of cases behind `after`, which moves on; returns the number of rows looked at.
Result<std::int64_t> append_page(const Database& database, std::uint64_t sequence,
                                 std::string& after, RowsByCompartment& rows) {
  auto query = database.statement(kRowsAtSequence);
  if (!query) return query.error();
  query->bind(1, sequence).bind_text(2, after).bind(3, kPageRows);
  std::string last_id;
  std::int64_t count = 0;
  for (;; ++count) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) break;
    last_id = query->bytes(0);
    if (query->is_null(1)) continue;  // the case came later
    const std::uint64_t log_row = query->number(1);
    const auto kind = static_cast<LogKind>(query->integer(2));
    const bool has_content = kind == LogKind::kAdd || kind == LogKind::kChange;
    const bool erased = query->number(4) >= log_row;
    if (!has_content || erased) continue;
    const std::string_view compartment = query->bytes(3);
    auto entry = rows.find(compartment);
    if (entry == rows.end())
      entry = rows.emplace(std::string(compartment), std::vector<std::uint64_t>()).first;
    entry->second.push_back(log_row);
  }
  after = last_id;
  return count;
}

}  // namespace

Result<LibrarySnapshot> Library::snapshot(std::uint64_t sequence) const {
  const auto newest = this->sequence();
  if (!newest) return newest.error();
  LibrarySnapshot snapshot;
  snapshot.sequence = std::min(sequence, *newest);
  RowsByCompartment rows;
  std::string after;
  for (;;) {
    const auto database = state_->database();
    if (!database) return database.error();
    const auto count = append_page(**database, snapshot.sequence, after, rows);
    if (!count) return count.error();
    if (*count < kPageRows) break;
  }
  for (auto& [name, list] : rows) snapshot.compartments.push_back({name, std::move(list)});
  return snapshot;
}

namespace {

/// A log row that names a case with content; nothing when it has been erased since. The statement's
/// first column is null then.
Result<std::optional<LogEntry>> find_entry(const Database& database, Statement& query,
                                           std::uint64_t row) {
  const auto found = query.bind(1, row).step();
  if (!found) return found.error();
  if (!*found || query.is_null(0)) return std::optional<LogEntry>();
  LogEntry entry = read_log_entry(query, 1);
  if (auto checked = check_entry(database, entry, entry.case_id); !checked) return checked.error();
  return std::optional<LogEntry>(std::move(entry));
}

std::string select_row(std::string_view first_column) {
  return "SELECT " + std::string(first_column) + ", " + std::string(kLogColumns) +
         " FROM ingest_log AS l LEFT JOIN revisions AS r USING (sequence) WHERE l.sequence = ?1";
}

}  // namespace

Result<std::optional<StoredCase>> Library::read_row(std::uint64_t row) const {
  const auto database = state_->database();
  if (!database) return database.error();
  static const std::string kSql = select_row("r.json");
  auto query = (*database)->statement(kSql);
  if (!query) return query.error();
  const auto entry = find_entry(**database, *query, row);
  if (!entry) return entry.error();
  if (!*entry) return std::optional<StoredCase>();
  auto stored = checked_case(**database, **entry, query->bytes(0));
  if (!stored) return stored.error();
  return std::optional<StoredCase>(std::move(*stored));
}

Result<std::optional<StoredCase>> Library::read_row_head(std::uint64_t row) const {
  const auto database = state_->database();
  if (!database) return database.error();
  // A row whose content is there, without reading it: SQLite looks at its kind alone.
  static const std::string kSql = select_row("CASE WHEN r.json IS NOT NULL THEN 1 END");
  auto query = (*database)->statement(kSql);
  if (!query) return query.error();
  auto entry = find_entry(**database, *query, row);
  if (!entry) return std::move(entry).error();
  if (!*entry) return std::optional<StoredCase>();
  StoredCase head{
      std::move((*entry)->case_id), std::move((*entry)->compartment), (*entry)->revision,
      (*entry)->sequence,           hash_hex((*entry)->content_hash), ""};
  return std::optional<StoredCase>(std::move(head));
}

}  // namespace kizuki
