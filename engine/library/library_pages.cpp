// Reading all cases as they stood at a sequence number, in pages.
#include <algorithm>

#include "engine/library/library_state.hpp"

namespace kizuki {
namespace {

constexpr std::int64_t kPageCases = 500;
constexpr std::size_t kPageBytes = std::size_t{8} << 20;

// One index seek finds a case's newest log row up to the sequence, however many revisions it has;
// for a case unchanged since, `cases` names it already. Every case, standing or not, makes a row,
// so that a page is bounded by what it looks at, not only by what it finds.
constexpr std::string_view kLogRowAtSequence =
    " FROM cases AS c LEFT JOIN ingest_log AS l ON l.sequence ="
    " CASE WHEN c.sequence <= ?1 THEN c.sequence ELSE"
    " (SELECT max(x.sequence) FROM ingest_log AS x"
    "  WHERE x.case_id = c.id AND x.sequence <= ?1) END ";

struct Page {
  std::vector<StoredCase> cases;
  std::string last_id;  // of the last row looked at
  bool last = false;
};

Result<void> append_row(const Database& database, const Statement& row, std::uint64_t sequence,
                        Page& page) {
  page.last_id = row.bytes(0);
  const bool came_later = row.is_null(4) && row.number(3) > sequence;
  if (came_later) return {};
  const LogEntry entry = read_log_entry(row, 4);
  if (auto checked = check_entry(database, entry, page.last_id); !checked) return checked;
  const bool erased = row.number(1) >= entry.sequence;
  if (!entry.has_content() || erased) return {};
  auto stored = checked_case(database, entry, row.bytes(2));
  if (!stored) return stored.error();
  page.cases.push_back(std::move(*stored));
  return {};
}

Result<Page> read_page(const Database& database, std::uint64_t sequence, std::string_view after) {
  static const std::string kSql = "SELECT c.id, c.erased_through, r.json, c.sequence, " +
                                  std::string(kLogColumns) + std::string(kLogRowAtSequence) +
                                  "LEFT JOIN revisions AS r ON r.sequence = l.sequence"
                                  " WHERE c.id > ?2 ORDER BY c.id LIMIT ?3";
  auto query = database.statement(kSql);
  if (!query) return query.error();
  query->bind(1, sequence).bind_text(2, after).bind(3, kPageCases);
  Page page;
  std::int64_t rows = 0;
  std::size_t bytes = 0;
  while (bytes < kPageBytes) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) {
      page.last = rows < kPageCases;
      break;
    }
    ++rows;
    bytes += query->bytes(2).size();
    if (auto appended = append_row(database, *query, sequence, page); !appended)
      return appended.error();
  }
  return page;
}

}  // namespace

Result<void> Library::for_each_case(std::uint64_t sequence,
                                    const std::function<bool(const StoredCase&)>& take) const {
  const auto newest = this->sequence();
  if (!newest) return newest.error();
  sequence = std::min(sequence, *newest);
  std::string after;
  for (;;) {
    const auto database = state_->database();
    if (!database) return database.error();
    const auto page = read_page(**database, sequence, after);
    if (!page) return page.error();
    for (const StoredCase& stored : page->cases) {
      if (!take(stored)) return {};
    }
    if (page->last) return {};
    after = page->last_id;
  }
}

Result<std::uint64_t> Library::count_cases(std::uint64_t sequence) const {
  const auto newest = this->sequence();
  if (!newest) return newest.error();
  sequence = std::min(sequence, *newest);
  const auto database = state_->database();
  if (!database) return database.error();
  // Kinds 1 and 2 carry content. The index alone answers the inner query.
  auto query = (*database)->statement(
      "SELECT count(*) FROM cases AS c WHERE"
      " CASE WHEN c.sequence <= ?1 THEN c.state = 1 ELSE"
      " (SELECT x.kind <= 2 AND x.sequence > c.erased_through FROM ingest_log AS x"
      "  WHERE x.case_id = c.id AND x.sequence <= ?1 ORDER BY x.sequence DESC LIMIT 1) END");
  if (!query) return query.error();
  const auto row = query->bind(1, sequence).step();
  if (!row) return row.error();
  return query->number(0);
}

}  // namespace kizuki
