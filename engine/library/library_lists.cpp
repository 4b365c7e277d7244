// Reading people's lists.
#include <utility>

#include "engine/library/library_state.hpp"
#include "engine/library/list_rows.hpp"

namespace kizuki {

Result<std::vector<ListEntry>> Library::list(std::string_view account) const {
  const auto database = state_->database();
  if (!database) return database.error();
  auto query = (*database)->statement(
      "SELECT e.case_id, e.place, e.added_at, e.seal, n.sequence, n.note, n.hash"
      " FROM list_entries AS e LEFT JOIN list_notes AS n"
      " ON n.case_id = e.case_id AND n.account = e.account AND n.note IS NOT NULL"
      " WHERE e.account = ?1 ORDER BY e.place, e.case_id");
  if (!query) return query.error();
  query->bind_text(1, account);
  std::vector<ListEntry> entries;
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) return entries;
    ListEntry entry;
    entry.case_id = query->bytes(0);
    entry.place = query->number(1);
    entry.added_at = query->bytes(2);
    bool sound = query->bytes(3) == list_entry_seal(account, entry);
    if (!query->is_null(5)) {
      entry.note = query->bytes(5);
      sound = sound && query->bytes(6) ==
                           list_note_hash(query->number(4), account, entry.case_id, entry.note);
    }
    if (!sound) {
      return Error{ErrorCode::kCorrupt,
                   "マイリストの記録が壊れています。kizuki verify で確かめてください",
                   (*database)->path().string(),
                   0,
                   "",
                   ""};
    }
    entries.push_back(std::move(entry));
  }
}

}  // namespace kizuki
