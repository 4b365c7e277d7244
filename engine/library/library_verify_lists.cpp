#include <string>

#include "engine/library/library_verify.hpp"
#include "engine/library/list_rows.hpp"

namespace kizuki {
namespace {

Result<void> check_entries(const Database& database, const ReportFinding& report) {
  auto query = database.statement(
      "SELECT account, case_id, place, added_at, seal FROM list_entries ORDER BY account, case_id");
  if (!query) return query.error();
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) return {};
    ListEntry entry;
    entry.case_id = query->bytes(1);
    entry.place = query->number(2);
    entry.added_at = query->bytes(3);
    if (query->bytes(4) != list_entry_seal(query->bytes(0), entry)) {
      report({entry.case_id, "マイリストの記録が書いたときと違います"});
    }
  }
}

Result<void> check_notes(const Database& database, const ReportFinding& report) {
  auto query = database.statement(
      "SELECT sequence, account, case_id, note, hash FROM list_notes ORDER BY sequence");
  if (!query) return query.error();
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) return {};
    const std::string expected =
        query->is_null(3)
            ? no_list_note_hash()
            : list_note_hash(query->number(0), query->bytes(1), query->bytes(2), query->bytes(3));
    if (query->bytes(4) != expected) {
      report({std::string(query->bytes(2)), "マイリストの覚え書きが書いたときと違います"});
    }
  }
}

}  // namespace

Result<void> verify_lists(const Database& database, const ReportFinding& report) {
  if (auto checked = check_entries(database, report); !checked) return checked;
  if (auto checked = check_notes(database, report); !checked) return checked;
  if (auto found = find_names(database,
                              "SELECT DISTINCT account FROM list_entries WHERE account NOT IN"
                              " (SELECT name FROM accounts) ORDER BY account",
                              "マイリストの持ち主のアカウントがありません", report);
      !found) {
    return found;
  }
  if (auto found =
          find_names(database,
                     "SELECT DISTINCT n.case_id FROM list_notes AS n WHERE n.note IS NOT NULL AND"
                     " NOT EXISTS (SELECT 1 FROM list_entries AS e WHERE e.account = n.account"
                     " AND e.case_id = n.case_id) ORDER BY n.case_id",
                     "外した事例の覚え書きが残っています", report);
      !found) {
    return found;
  }
  return find_names(database,
                    "SELECT DISTINCT n.case_id FROM list_notes AS n JOIN cases AS c"
                    " ON c.id = n.case_id WHERE n.note IS NOT NULL AND c.state = 3"
                    " ORDER BY n.case_id",
                    "消去した事例の覚え書きが残っています", report);
}

}  // namespace kizuki
