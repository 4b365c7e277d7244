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

Result<std::vector<Confirmation>> read_page(const Database& database, std::uint64_t after) {
  static const std::string kSql =
      "SELECT " + std::string(kConfirmationColumns) + std::string(kCurrentAfter);
  auto query = database.statement(kSql);
  if (!query) return query.error();
  query->bind(1, after).bind(2, kPageRows);
  std::vector<Confirmation> page;
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) return page;
    auto confirmation = confirmation_of(database, read_confirmation_entry(*query, 0));
    if (!confirmation) return std::move(confirmation).error();
    page.push_back(std::move(*confirmation));
  }
}

}  // namespace

Result<std::vector<Confirmation>> current_confirmations(const Database& database,
                                                        std::string_view case_id) {
  static const std::string kSql = "SELECT " + std::string(kConfirmationColumns) +
                                  " FROM confirmations AS l JOIN cases AS c ON c.id = l.case_id"
                                  " WHERE l.case_id = ?1 AND c.state = 1"
                                  " AND l.case_sequence > c.erased_through ORDER BY l.sequence";
  auto query = database.statement(kSql);
  if (!query) return query.error();
  query->bind_text(1, case_id);
  std::map<std::pair<std::string, std::string>, Confirmation> newest;
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) break;
    auto confirmation = confirmation_of(database, read_confirmation_entry(*query, 0));
    if (!confirmation) return std::move(confirmation).error();
    std::pair key(confirmation->name, confirmation->value);
    newest.insert_or_assign(std::move(key), std::move(*confirmation));
  }
  std::vector<Confirmation> current;
  current.reserve(newest.size());
  for (auto& [key, confirmation] : newest) current.push_back(std::move(confirmation));
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

Result<void> Library::for_each_confirmation(
    std::uint64_t after, const std::function<bool(const Confirmation&)>& take) const {
  for (;;) {
    const auto database = state_->database();
    if (!database) return database.error();
    const auto page = read_page(**database, after);
    if (!page) return page.error();
    for (const Confirmation& confirmation : *page) {
      if (!take(confirmation)) return {};
      after = confirmation.sequence;
    }
    if (page->size() < static_cast<std::size_t>(kPageRows)) return {};
  }
}

}  // namespace kizuki
