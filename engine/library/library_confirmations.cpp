// Reading confirmations.
#include <map>
#include <utility>

#include "engine/library/confirmation_log.hpp"
#include "engine/library/library_state.hpp"

namespace kizuki {
namespace {

constexpr std::int64_t kPageRows = 500;

// A row whose value is gone can be no other's successor: it belongs to an erased case, or it is
// damaged, and then reading meets it as a row of its own.
constexpr std::string_view kCurrentAfter =
    " FROM confirmations AS l JOIN cases AS c ON c.id = l.case_id"
    " WHERE l.sequence > ?1 AND c.state = 1 AND l.case_sequence > c.erased_through"
    " AND NOT EXISTS (SELECT 1 FROM confirmations AS x WHERE x.case_id = l.case_id"
    "  AND x.sequence > l.sequence AND x.name = l.name AND x.value = l.value)"
    " ORDER BY l.sequence LIMIT ?2";

/// A row and what counts by it.
struct CurrentRow {
  std::uint64_t sequence = 0;
  Confirmation counting;
};

Result<std::vector<CurrentRow>> read_page(const Database& database, std::uint64_t after) {
  static const std::string kSql =
      "SELECT " + std::string(kConfirmationColumns) + std::string(kCurrentAfter);
  std::vector<CurrentRow> page;
  {
    auto query = database.statement(kSql);
    if (!query) return query.error();
    query->bind(1, after).bind(2, kPageRows);
    for (;;) {
      const auto row = query->step();
      if (!row) return row.error();
      if (!*row) break;
      auto confirmation = confirmation_of(database, read_confirmation_entry(*query, 0));
      if (!confirmation) return std::move(confirmation).error();
      page.push_back({confirmation->sequence, std::move(*confirmation)});
    }
  }
  for (CurrentRow& row : page) {
    if (!row.counting.taken_back) continue;
    auto current = current_confirmations(database, row.counting.case_id);
    if (!current) return std::move(current).error();
    for (Confirmation& other : *current) {
      if (other.name != row.counting.name || other.value != row.counting.value) continue;
      row.counting = std::move(other);
      break;
    }
  }
  return page;
}

/// All rows of a present case that were not erased since, oldest first.
Result<std::vector<Confirmation>> all_rows(const Database& database, std::string_view case_id) {
  static const std::string kSql = "SELECT " + std::string(kConfirmationColumns) +
                                  " FROM confirmations AS l JOIN cases AS c ON c.id = l.case_id"
                                  " WHERE l.case_id = ?1 AND c.state = 1"
                                  " AND l.case_sequence > c.erased_through ORDER BY l.sequence";
  auto query = database.statement(kSql);
  if (!query) return query.error();
  query->bind_text(1, case_id);
  std::vector<Confirmation> rows;
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) return rows;
    auto confirmation = confirmation_of(database, read_confirmation_entry(*query, 0));
    if (!confirmation) return std::move(confirmation).error();
    rows.push_back(std::move(*confirmation));
  }
}

}  // namespace

Result<std::vector<Confirmation>> current_confirmations(const Database& database,
                                                        std::string_view case_id) {
  auto rows = all_rows(database, case_id);
  if (!rows) return std::move(rows).error();
  // What was said lies on what was said before; taking back lifts the newest off.
  std::map<std::pair<std::string, std::string>, std::vector<Confirmation>> said;
  for (Confirmation& row : *rows) {
    std::vector<Confirmation>& pile = said[{row.name, row.value}];
    if (!row.taken_back) {
      pile.push_back(std::move(row));
    } else if (!pile.empty()) {
      pile.pop_back();
    }
  }
  std::vector<Confirmation> current;
  current.reserve(said.size());
  for (auto& [key, pile] : said) {
    if (!pile.empty()) current.push_back(std::move(pile.back()));
  }
  return current;
}

Result<std::uint64_t> Library::confirmation_sequence() const {
  const auto database = state_->database();
  if (!database) return database.error();
  return (*database)->integer("SELECT max(sequence) FROM confirmations").transform([](auto newest) {
    return static_cast<std::uint64_t>(newest);
  });
}

Result<std::vector<Confirmation>> Library::confirmations(std::string_view case_id) const {
  const auto database = state_->database();
  if (!database) return database.error();
  return current_confirmations(**database, case_id);
}

Result<std::vector<Confirmation>> Library::confirmation_history(std::string_view case_id) const {
  const auto database = state_->database();
  if (!database) return database.error();
  return all_rows(**database, case_id);
}

Result<void> Library::for_each_confirmation(
    std::uint64_t after, const std::function<bool(const Confirmation&)>& take) const {
  for (;;) {
    const auto database = state_->database();
    if (!database) return database.error();
    const auto page = read_page(**database, after);
    if (!page) return page.error();
    for (const CurrentRow& row : *page) {
      if (!take(row.counting)) return {};
      after = row.sequence;
    }
    if (page->size() < static_cast<std::size_t>(kPageRows)) return {};
  }
}

}  // namespace kizuki
