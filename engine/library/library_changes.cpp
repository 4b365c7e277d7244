// What has changed between two sequence numbers, at a cost that depends on the changes alone.
#include <algorithm>
#include <utility>

#include "engine/library/library_state.hpp"

namespace kizuki {
namespace {

/// A case as its newest log row up to a sequence number has it.
struct Standing {
  std::uint64_t row = 0;    // 0: it did not stand
  std::string compartment;  // empty then
};

Result<std::vector<std::string>> changed_ids(const Database& database, std::uint64_t since,
                                             std::uint64_t until, std::size_t limit) {
  auto query = database.statement(
      "SELECT DISTINCT case_id FROM ingest_log WHERE sequence > ?1 AND sequence <= ?2 LIMIT ?3");
  if (!query) return query.error();
  query->bind(1, since).bind(2, until).bind(3, static_cast<std::int64_t>(limit) + 1);
  std::vector<std::string> ids;
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) break;
    ids.emplace_back(query->bytes(0));
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

Result<Standing> standing_at(const Database& database, const std::string& id,
                             std::uint64_t sequence) {
  auto query = database.statement(
      "SELECT l.sequence, l.kind, l.compartment, c.erased_through FROM ingest_log AS l"
      " JOIN cases AS c ON c.id = l.case_id WHERE l.case_id = ?1 AND l.sequence <= ?2"
      " ORDER BY l.sequence DESC LIMIT 1");
  if (!query) return query.error();
  const auto row = query->bind_text(1, id).bind(2, sequence).step();
  if (!row) return row.error();
  Standing standing;
  if (!*row) return standing;
  const auto kind = static_cast<LogKind>(query->integer(1));
  if (kind != LogKind::kAdd && kind != LogKind::kChange) return standing;
  standing.row = query->number(0);
  standing.compartment = query->bytes(2);
  if (query->number(3) >= standing.row) standing.row = 0;  // its content has been erased since
  return standing;
}

}  // namespace

Result<LibraryChanges> Library::changes(std::uint64_t since, std::size_t limit) const {
  const auto newest = sequence();
  if (!newest) return newest.error();
  LibraryChanges changes;
  changes.sequence = *newest;
  const auto database = state_->database();
  if (!database) return database.error();
  auto ids = changed_ids(**database, since, *newest, limit);
  if (!ids) return std::move(ids).error();
  changes.complete = ids->size() <= limit;
  if (!changes.complete) return changes;
  for (std::string& id : *ids) {
    auto before = standing_at(**database, id, since);
    if (!before) return std::move(before).error();
    auto now = standing_at(**database, id, *newest);
    if (!now) return std::move(now).error();
    CaseChange change;
    change.id = std::move(id);
    change.before = std::move(before->compartment);
    if (now->row != 0) {
      change.row = now->row;
      change.compartment = std::move(now->compartment);
    }
    changes.cases.push_back(std::move(change));
  }
  return changes;
}

}  // namespace kizuki
