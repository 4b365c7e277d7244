// Writing people's lists: LibraryWriter's part about them. What somebody notes may be text of the
// case, so the rule of schema.cpp holds: notes are appended and set to NULL in place, never moved.
#include <optional>
#include <utility>

#include "engine/library/account_log.hpp"
#include "engine/library/library_state.hpp"
#include "engine/library/library_writer_state.hpp"
#include "engine/library/list_rows.hpp"

namespace kizuki {
namespace {

Error not_listed(std::string_view case_id) {
  return {ErrorCode::kNotFound, "この事例はマイリストにありません", "", 0, "",
          std::string(case_id)};
}

Result<bool> is_present(const Database& database, std::string_view case_id) {
  auto query = database.statement("SELECT 1 FROM cases WHERE id = ?1 AND state = 1");
  if (!query) return query.error();
  return query->bind_text(1, case_id).step();
}

/// The first entry that `sql` finds (case_id, place, added_at) for an account and two more values.
Result<std::optional<ListEntry>> find_entry(Statement& query) {
  const auto row = query.step();
  if (!row) return row.error();
  if (!*row) return std::optional<ListEntry>();
  ListEntry entry;
  entry.case_id = query.bytes(0);
  entry.place = query.number(1);
  entry.added_at = query.bytes(2);
  return std::optional<ListEntry>(std::move(entry));
}

Result<std::optional<ListEntry>> entry_of(const Database& database, std::string_view account,
                                          std::string_view case_id) {
  auto query = database.statement(
      "SELECT case_id, place, added_at FROM list_entries WHERE account = ?1 AND case_id = ?2");
  if (!query) return query.error();
  query->bind_text(1, account).bind_text(2, case_id);
  return find_entry(*query);
}

Result<void> put_entry(const Database& database, std::string_view account, const ListEntry& entry) {
  auto put = database.statement(
      "INSERT INTO list_entries VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (account, case_id)"
      " DO UPDATE SET place = ?3, seal = ?5");
  if (!put) return put.error();
  return put->bind_text(1, account)
      .bind_text(2, entry.case_id)
      .bind(3, entry.place)
      .bind_text(4, entry.added_at)
      .bind_blob(5, list_entry_seal(account, entry))
      .run();
}

}  // namespace

Result<WriteOutcome> LibraryWriter::State::add_to_list(std::string_view account,
                                                       std::string_view case_id) {
  if (auto begun = begin_group(); !begun) return begun.error();
  const auto owner = check_author(account);
  if (!owner) return owner.error();
  if (*owner != WriteOutcome::kWritten) return WriteOutcome::kAuthorMissing;
  const auto present = is_present(*database, case_id);
  if (!present) return present.error();
  if (!*present) return WriteOutcome::kMissing;
  const auto known = entry_of(*database, account, case_id);
  if (!known) return known.error();
  if (*known) return WriteOutcome::kUnchanged;
  ListEntry entry;
  {
    auto count = database->statement(
        "SELECT count(*), ifnull(max(place), 0) FROM list_entries WHERE account = ?1");
    if (!count) return count.error();
    const auto row = count->bind_text(1, account).step();
    if (!row) return row.error();
    if (count->number(0) >= kMaxListEntries) return WriteOutcome::kTooMany;
    entry.place = count->number(1) + 1;
  }
  entry.case_id = case_id;
  entry.added_at = clock();
  if (auto put = put_entry(*database, account, entry); !put) return put.error();
  if (auto counted = count_change(0); !counted) return counted.error();
  return WriteOutcome::kWritten;
}

Result<void> LibraryWriter::State::drop_note(std::string_view account, std::string_view case_id) {
  auto drop = database->statement(
      "UPDATE list_notes SET note = NULL, hash = ?3"
      " WHERE case_id = ?1 AND account = ?2 AND note IS NOT NULL");
  if (!drop) return drop.error();
  return drop->bind_text(1, case_id).bind_text(2, account).bind_blob(3, no_list_note_hash()).run();
}

Result<void> LibraryWriter::State::drop_notes_of_case(std::string_view case_id) {
  auto drop = database->statement(
      "UPDATE list_notes SET note = NULL, hash = ?2 WHERE case_id = ?1 AND note IS NOT NULL");
  if (!drop) return drop.error();
  return drop->bind_text(1, case_id).bind_blob(2, no_list_note_hash()).run();
}

Result<WriteOutcome> LibraryWriter::State::remove_from_list(std::string_view account,
                                                            std::string_view case_id) {
  if (auto begun = begin_group(); !begun) return begun.error();
  {
    auto remove =
        database->statement("DELETE FROM list_entries WHERE account = ?1 AND case_id = ?2");
    if (!remove) return remove.error();
    if (auto done = remove->bind_text(1, account).bind_text(2, case_id).run(); !done) {
      return done.error();
    }
    if (database->changes() == 0) return WriteOutcome::kUnchanged;
  }
  if (auto dropped = drop_note(account, case_id); !dropped) return dropped.error();
  if (auto counted = count_change(0); !counted) return counted.error();
  return WriteOutcome::kWritten;
}

Result<WriteOutcome> LibraryWriter::State::note_in_list(std::string_view account,
                                                        std::string_view case_id,
                                                        std::string_view note) {
  if (auto begun = begin_group(); !begun) return begun.error();
  const auto known = entry_of(*database, account, case_id);
  if (!known) return known.error();
  const auto present = is_present(*database, case_id);
  if (!present) return present.error();
  if (!*known || !*present) return WriteOutcome::kMissing;
  {
    auto same = database->statement(
        "SELECT note FROM list_notes WHERE case_id = ?1 AND account = ?2 AND note IS NOT NULL");
    if (!same) return same.error();
    const auto row = same->bind_text(1, case_id).bind_text(2, account).step();
    if (!row) return row.error();
    if ((*row ? same->bytes(0) : std::string_view()) == note) return WriteOutcome::kUnchanged;
  }
  if (auto dropped = drop_note(account, case_id); !dropped) return dropped.error();
  if (!note.empty()) {
    const auto last = database->integer("SELECT max(sequence) FROM list_notes");
    if (!last) return last.error();
    const auto sequence = static_cast<std::uint64_t>(*last) + 1;
    auto insert = database->statement("INSERT INTO list_notes VALUES (?1, ?2, ?3, ?4, ?5)");
    if (!insert) return insert.error();
    insert->bind(1, sequence)
        .bind_text(2, account)
        .bind_text(3, case_id)
        .bind_text(4, note)
        .bind_blob(5, list_note_hash(sequence, account, case_id, note));
    if (auto inserted = insert->run(); !inserted) return inserted.error();
  }
  if (auto counted = count_change(note.size()); !counted) return counted.error();
  return WriteOutcome::kWritten;
}

Result<WriteOutcome> LibraryWriter::State::move_in_list(std::string_view account,
                                                        std::string_view case_id, ListMove move) {
  if (auto begun = begin_group(); !begun) return begun.error();
  auto entry = entry_of(*database, account, case_id);
  if (!entry) return std::move(entry).error();
  if (!*entry) return WriteOutcome::kMissing;
  std::optional<ListEntry> neighbour;
  {
    auto query = database->statement(
        move == ListMove::kUp
            ? "SELECT case_id, place, added_at FROM list_entries WHERE account = ?1 AND place < ?2"
              " ORDER BY place DESC LIMIT 1"
            : "SELECT case_id, place, added_at FROM list_entries WHERE account = ?1 AND place > ?2"
              " ORDER BY place LIMIT 1");
    if (!query) return query.error();
    query->bind_text(1, account).bind(2, (*entry)->place);
    auto found = find_entry(*query);
    if (!found) return std::move(found).error();
    neighbour = std::move(*found);
  }
  if (!neighbour) return WriteOutcome::kUnchanged;
  std::swap((*entry)->place, neighbour->place);
  for (const ListEntry* one : {&**entry, &*neighbour}) {
    if (auto put = put_entry(*database, account, *one); !put) return put.error();
  }
  if (auto counted = count_change(0); !counted) return counted.error();
  return WriteOutcome::kWritten;
}

Result<bool> LibraryWriter::add_to_list(std::string_view account, std::string_view case_id) {
  const auto outcome = state_->attempt([&] { return state_->add_to_list(account, case_id); });
  if (!outcome) return outcome.error();
  switch (*outcome) {
    case WriteOutcome::kAuthorMissing:
      return no_such_account(account);
    case WriteOutcome::kMissing:
      return no_such_case(case_id);
    case WriteOutcome::kTooMany:
      return Error{ErrorCode::kLimitExceeded,
                   "マイリストは " + std::to_string(kMaxListEntries) +
                       " 件までです。使わないものを外してください",
                   "",
                   0,
                   "",
                   ""};
    default:
      return *outcome == WriteOutcome::kWritten;
  }
}

Result<bool> LibraryWriter::remove_from_list(std::string_view account, std::string_view case_id) {
  const auto outcome = state_->attempt([&] { return state_->remove_from_list(account, case_id); });
  if (!outcome) return outcome.error();
  return *outcome == WriteOutcome::kWritten;
}

Result<bool> LibraryWriter::note_in_list(std::string_view account, std::string_view case_id,
                                         std::string_view note) {
  if (!is_list_note(note)) {
    return Error{ErrorCode::kInvalidArgument,
                 "覚え書きは " + std::to_string(kMaxNoteCharacters) + " 文字までにしてください",
                 "",
                 0,
                 "note",
                 ""};
  }
  const auto outcome =
      state_->attempt([&] { return state_->note_in_list(account, case_id, note); });
  if (!outcome) return outcome.error();
  if (*outcome == WriteOutcome::kMissing) return not_listed(case_id);
  return *outcome == WriteOutcome::kWritten;
}

Result<bool> LibraryWriter::move_in_list(std::string_view account, std::string_view case_id,
                                         ListMove move) {
  const auto outcome =
      state_->attempt([&] { return state_->move_in_list(account, case_id, move); });
  if (!outcome) return outcome.error();
  if (*outcome == WriteOutcome::kMissing) return not_listed(case_id);
  return *outcome == WriteOutcome::kWritten;
}

}  // namespace kizuki
