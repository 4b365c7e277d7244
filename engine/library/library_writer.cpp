#include <optional>

#include "engine/library/library.hpp"
#include "engine/library/library_state.hpp"
#include "engine/library/library_writer_state.hpp"
#include "engine/library/scrub.hpp"
#include "engine/library/stored_record.hpp"

namespace kizuki {
namespace {

// A case as the `cases` table and its newest log row have it.
struct KnownCase {
  std::uint64_t revision = 0;
  CaseState state = CaseState::kRemoved;
  std::uint64_t erased_through = 0;
  std::string content_hash;
  std::string compartment;
};

Result<std::optional<KnownCase>> find_case(const Database& database, std::string_view id) {
  static const std::string kSql = "SELECT c.revision, c.state, c.erased_through, " +
                                  std::string(kLogColumns) +
                                  " FROM cases AS c LEFT JOIN ingest_log AS l USING (sequence)"
                                  " WHERE c.id = ?1";
  auto query = database.statement(kSql);
  if (!query) return query.error();
  const auto row = query->bind_text(1, id).step();
  if (!row) return row.error();
  if (!*row) return std::optional<KnownCase>();
  const LogEntry entry = read_log_entry(*query, 3);
  if (auto checked = check_entry(database, entry, id); !checked) return checked.error();
  return std::optional<KnownCase>(
      KnownCase{query->number(0), static_cast<CaseState>(query->integer(1)), query->number(2),
                entry.content_hash, entry.compartment});
}

}  // namespace

Result<void> LibraryWriter::State::append(LogEntry entry, CaseState state,
                                          std::uint64_t erased_through) {
  entry.sequence = tail_sequence + 1;
  entry.time = clock();
  entry.previous_hash = tail_hash;
  entry.hash = log_hash(entry);
  auto insert = database->statement(
      "INSERT INTO ingest_log VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
  if (!insert) return insert.error();
  insert->bind(1, entry.sequence)
      .bind(2, static_cast<std::int64_t>(entry.kind))
      .bind_text(3, entry.case_id)
      .bind(4, entry.revision)
      .bind_blob(5, entry.content_hash)
      .bind_text(6, entry.compartment)
      .bind_text(7, entry.source)
      .bind_text(8, entry.time)
      .bind_blob(9, entry.previous_hash)
      .bind_blob(10, entry.hash);
  if (auto inserted = insert->run(); !inserted) return inserted;
  auto point = database->statement(
      "INSERT INTO cases VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (id) DO UPDATE SET"
      " sequence = ?2, revision = ?3, state = ?4, erased_through = ?5");
  if (!point) return point.error();
  point->bind_text(1, entry.case_id)
      .bind(2, entry.sequence)
      .bind(3, entry.revision)
      .bind(4, static_cast<std::int64_t>(state))
      .bind(5, erased_through);
  if (auto pointed = point->run(); !pointed) return pointed;
  tail_sequence = entry.sequence;
  tail_hash = entry.hash;
  return {};
}

Result<void> LibraryWriter::State::insert_revision(std::string_view json) {
  auto insert = database->statement("INSERT INTO revisions VALUES (?1, ?2)");
  if (!insert) return insert.error();
  return insert->bind(1, tail_sequence).bind_text(2, json).run();
}

Result<UpsertOutcome> LibraryWriter::State::upsert(LogEntry entry, std::string_view json) {
  // Looked up twice where something changes: first without the write lock, because most upserts of
  // a repeated import change nothing; then with it, because another writer may have come between.
  for (const bool locked : {group.has_value(), true}) {
    if (locked) {
      if (auto begun = begin_group(); !begun) return begun.error();
    }
    const auto found = find_case(*database, entry.case_id);
    if (!found) return found.error();
    const std::optional<KnownCase>& known = *found;
    const bool present = known && known->state == CaseState::kPresent;
    if (present && known->content_hash == entry.content_hash &&
        known->compartment == entry.compartment) {
      return UpsertOutcome::kUnchanged;
    }
    if (!locked) continue;
    entry.kind = present ? LogKind::kChange : LogKind::kAdd;
    entry.revision = known ? known->revision + 1 : 1;
    const auto appended = append(entry, CaseState::kPresent, known ? known->erased_through : 0);
    if (!appended) return appended.error();
    break;
  }
  if (auto inserted = insert_revision(json); !inserted) return inserted.error();
  if (auto counted = count_change(json.size()); !counted) return counted.error();
  return entry.kind == LogKind::kAdd ? UpsertOutcome::kAdded : UpsertOutcome::kChanged;
}

Result<bool> LibraryWriter::State::remove(std::string_view id, std::string_view reason) {
  if (auto begun = begin_group(); !begun) return begun.error();
  const auto found = find_case(*database, id);
  if (!found) return found.error();
  const std::optional<KnownCase>& known = *found;
  if (!known || known->state != CaseState::kPresent) return false;
  LogEntry entry;
  entry.kind = LogKind::kRemove;
  entry.case_id = id;
  entry.revision = known->revision;
  entry.content_hash = known->content_hash;
  entry.compartment = known->compartment;
  entry.source = reason;
  if (auto done = append(entry, CaseState::kRemoved, known->erased_through); !done) {
    return done.error();
  }
  if (auto counted = count_change(0); !counted) return counted.error();
  return true;
}

Result<bool> LibraryWriter::State::erase(std::string_view id, std::string_view reason) {
  if (auto begun = begin_group(); !begun) return begun.error();
  const auto found = find_case(*database, id);
  if (!found) return found.error();
  const std::optional<KnownCase>& known = *found;
  if (!known) return false;
  if (known->state == CaseState::kErased) return true;
  LogEntry entry;
  entry.kind = LogKind::kErase;
  entry.case_id = id;
  entry.revision = known->revision;
  entry.content_hash = known->content_hash;
  entry.compartment = known->compartment;
  entry.source = reason;
  if (auto done = append(entry, CaseState::kErased, tail_sequence + 1); !done) return done.error();
  if (auto dropped = drop_content(id); !dropped) return dropped.error();
  erased = true;
  if (auto counted = count_change(0); !counted) return counted.error();
  return true;
}

Result<void> LibraryWriter::State::drop_content(std::string_view id) {
  auto drop = database->statement(
      "UPDATE revisions SET json = NULL WHERE json IS NOT NULL AND sequence IN"
      " (SELECT sequence FROM ingest_log WHERE case_id = ?1)");
  if (!drop) return drop.error();
  if (auto dropped = drop->bind_text(1, id).run(); !dropped) return dropped;
  const std::uint64_t revisions = database->changes();
  auto forget = database->statement(
      "UPDATE confirmations SET value = NULL, reason = NULL"
      " WHERE case_id = ?1 AND value IS NOT NULL");
  if (!forget) return forget.error();
  if (auto forgotten = forget->bind_text(1, id).run(); !forgotten) return forgotten;
  if (auto dropped = drop_notes_of_case(id); !dropped) return dropped;
  if (auto dropped = drop_draft_of_case(id); !dropped) return dropped;
  auto insert = database->statement("INSERT INTO tombstones VALUES (?1, ?2, ?3, 0)");
  if (!insert) return insert.error();
  return insert->bind(1, tail_sequence).bind_text(2, id).bind(3, revisions).run();
}

LibraryWriter::LibraryWriter(Library& library, Clock clock) : state_(std::make_unique<State>()) {
  state_->file = library.state_->file;
  state_->clock = std::move(clock);
  if (library.state_->mode == Library::Mode::kReadOnly) {
    state_->broken = Error{ErrorCode::kPermissionDenied,
                           "ライブラリを読み取り専用で開いています",
                           state_->file.string(),
                           0,
                           "",
                           ""};
  }
}

LibraryWriter::~LibraryWriter() = default;

void LibraryWriter::on_commit(std::function<void(std::uint64_t)> acknowledge) {
  state_->acknowledge = std::move(acknowledge);
}

Result<UpsertOutcome> LibraryWriter::upsert(const CaseRecord& record, std::string_view source) {
  return upsert(encode_case(record), source);
}

Result<UpsertOutcome> LibraryWriter::upsert(const EncodedCase& record, std::string_view source) {
  if (record.id.empty() || record.id.size() > 64) {
    return Error{ErrorCode::kInvalidArgument,
                 "事例の id は 1～64 文字にしてください",
                 "",
                 0,
                 "id",
                 record.id};
  }
  const LogEntry entry = log_entry_of(record, source);
  return state_->attempt([&] { return state_->upsert(entry, record.json); });
}

Result<void> LibraryWriter::remove(std::string_view id, std::string_view reason) {
  const auto removed = state_->attempt([&] { return state_->remove(id, reason); });
  if (!removed) return removed.error();
  if (!*removed) return no_such_case(id);
  return {};
}

Result<void> LibraryWriter::erase(std::string_view id, std::string_view reason) {
  const auto erased = state_->attempt([&] { return state_->erase(id, reason); });
  if (!erased) return erased.error();
  if (!*erased) return no_such_case(id);
  return {};
}

Result<void> LibraryWriter::commit() {
  if (auto committed = state_->attempt([&] { return state_->commit_group(); }); !committed) {
    return committed;
  }
  if (!state_->erased) return {};
  auto scrubbed = scrub_erased(*state_->database);
  if (scrubbed) state_->erased = false;
  return scrubbed;
}

}  // namespace kizuki
