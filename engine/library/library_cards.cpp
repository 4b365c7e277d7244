// Reading the catalogue of know-how.
#include <utility>

#include "engine/library/card_log.hpp"
#include "engine/library/library_state.hpp"

namespace kizuki {
namespace {

// As with accounts the newest row is asked of the log itself, and `cards` has to agree: pointing it
// back at an older row does not bring back what was rejected since.
const std::string& card_query() {
  static const std::string kSql =
      "SELECT c.id, c.sequence, " + std::string(kCardColumns) +
      " FROM cards AS c LEFT JOIN card_log AS l ON l.sequence ="
      "  (SELECT max(x.sequence) FROM card_log AS x WHERE x.card_id = c.id)";
  return kSql;
}

Result<CardEntry> read_card(const Database& database, const Statement& statement) {
  auto entry = card_of(database, read_card_row(statement, 2));
  if (!entry) return entry;
  if (statement.bytes(0) != entry->id || statement.number(1) != entry->sequence) {
    return Error{ErrorCode::kCorrupt,
                 "カードの表が変更の記録と合いません。kizuki verify で確かめてください",
                 database.path().string(),
                 0,
                 std::string(statement.bytes(0)),
                 ""};
  }
  return entry;
}

}  // namespace

Result<std::optional<CardEntry>> find_card(const Database& database, std::string_view id) {
  static const std::string kSql = card_query() + " WHERE c.id = ?1";
  auto query = database.statement(kSql);
  if (!query) return query.error();
  const auto row = query->bind_text(1, id).step();
  if (!row) return row.error();
  if (!*row) return std::optional<CardEntry>();
  auto entry = read_card(database, *query);
  if (!entry) return std::move(entry).error();
  return std::optional<CardEntry>(std::move(*entry));
}

Result<std::uint64_t> Library::card_sequence() const {
  const auto database = state_->database();
  if (!database) return database.error();
  return (*database)->integer("SELECT max(sequence) FROM card_log").transform([](auto newest) {
    return static_cast<std::uint64_t>(newest);
  });
}

Result<std::vector<CardEntry>> Library::cards() const {
  const auto database = state_->database();
  if (!database) return database.error();
  static const std::string kSql = card_query() + " ORDER BY c.id";
  auto query = (*database)->statement(kSql);
  if (!query) return query.error();
  std::vector<CardEntry> cards;
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) return cards;
    auto entry = read_card(**database, *query);
    if (!entry) return std::move(entry).error();
    cards.push_back(std::move(*entry));
  }
}

Result<std::optional<CardEntry>> Library::card_change(std::uint64_t sequence) const {
  const auto database = state_->database();
  if (!database) return database.error();
  static const std::string kSql =
      "SELECT " + std::string(kCardColumns) + " FROM card_log AS l WHERE l.sequence = ?1";
  auto query = (*database)->statement(kSql);
  if (!query) return query.error();
  const auto row = query->bind(1, sequence).step();
  if (!row) return row.error();
  if (!*row) return std::optional<CardEntry>();
  auto entry = card_of(**database, read_card_row(*query, 0));
  if (!entry) return std::move(entry).error();
  return std::optional<CardEntry>(std::move(*entry));
}

Result<std::vector<CardEntry>> Library::card_history(std::string_view id) const {
  const auto database = state_->database();
  if (!database) return database.error();
  static const std::string kSql = "SELECT " + std::string(kCardColumns) +
                                  " FROM card_log AS l WHERE l.card_id = ?1 ORDER BY l.sequence";
  auto query = (*database)->statement(kSql);
  if (!query) return query.error();
  query->bind_text(1, id);
  std::vector<CardEntry> history;
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) return history;
    auto entry = card_of(**database, read_card_row(*query, 0));
    if (!entry) return std::move(entry).error();
    history.push_back(std::move(*entry));
  }
}

}  // namespace kizuki
