#include <chrono>
#include <optional>

#include "engine/library/library_state.hpp"
#include "engine/library/schema.hpp"
#include "engine/library/scrub.hpp"
#include "engine/library/write_turn.hpp"

namespace kizuki {
namespace {

constexpr std::uint64_t kGroupChanges = 200;
constexpr std::size_t kGroupBytes = std::size_t{8} << 20;
constexpr std::chrono::milliseconds kGroupSpan{50};

// A case as the `cases` table and its newest log row have it.
struct KnownCase {
  std::uint64_t revision = 0;
  CaseState state = CaseState::kRemoved;
  std::uint64_t erased_through = 0;
  std::string content_hash;
  std::string compartment;
};

Result<std::optional<KnownCase>> find_case(const Database& database, std::string_view id) {
  static const std::string sql = "SELECT c.revision, c.state, c.erased_through, " +
                                 std::string(kLogColumns) +
                                 " FROM cases AS c LEFT JOIN ingest_log AS l USING (sequence)"
                                 " WHERE c.id = ?1";
  auto query = database.statement(sql);
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

Error no_such_case(std::string_view id) {
  return {ErrorCode::kNotFound, "その事例はありません", "", 0, "", std::string(id)};
}

}  // namespace

struct LibraryWriter::State {
  std::filesystem::path file;
  Clock clock;
  std::function<void(std::uint64_t)> acknowledge;
  std::optional<Error> broken;
  std::optional<Database> database;

  // The open group; `tail_*` is the end of the log inside it.
  std::optional<Transaction> group;
  std::chrono::steady_clock::time_point group_began;
  std::uint64_t group_changes = 0;
  std::size_t group_bytes = 0;
  std::uint64_t tail_sequence = 0;
  std::string tail_hash;
  bool erased = false;  // since the last scrub

  /// Runs `work` unless the writer is broken. Any error of `work` breaks it: SQLite may have rolled
  /// back, so what the group holds is unknown, and a failed sync must not be tried again.
  template <typename Work>
  auto attempt(Work work) -> decltype(work()) {
    if (broken) return *broken;
    if (auto ready = get_ready(); !ready) return break_down(ready.error());
    auto result = work();
    if (!result) return break_down(result.error());
    // Nothing came of it (no such case, or another writer was first): let the write lock go.
    if (group && group_changes == 0) group.reset();
    return result;
  }

  Error break_down(const Error& error) {
    broken = error;
    group.reset();
    database.reset();
    return error;
  }

  Result<void> get_ready() {
    if (!database) {
      auto opened = Database::open(file, Database::Access::kReadWrite);
      if (!opened) return opened.error();
      database = std::move(*opened);
    }
    if (group && std::chrono::steady_clock::now() - group_began >= kGroupSpan) {
      return commit_group();
    }
    return {};
  }

  Result<void> begin_group() {
    if (group) return {};
    const auto turn = take_write_turn(file);
    if (!turn) return turn.error();
    auto begun = Transaction::begin(*database, Transaction::Kind::kWrite);
    if (!begun) return begun.error();
    group.emplace(std::move(*begun));
    group_began = std::chrono::steady_clock::now();
    group_changes = 0;
    group_bytes = 0;
    // A newer Kizuki may have migrated the file since it was opened.
    const auto age = file_age(*database, library_migrations());
    if (!age) return age.error();
    if (*age != FileAge::kCurrent) {
      return Error{ErrorCode::kCorrupt,
                   "ライブラリが入れ替わりました。もう一度実行してください",
                   file.string(),
                   0,
                   "",
                   ""};
    }
    return read_tail();
  }

  Result<void> read_tail() {
    auto query =
        database->statement("SELECT sequence, hash FROM ingest_log ORDER BY sequence DESC LIMIT 1");
    if (!query) return query.error();
    const auto row = query->step();
    if (!row) return row.error();
    tail_sequence = *row ? query->number(0) : 0;
    tail_hash = *row ? std::string(query->bytes(1)) : log_beginning();
    return {};
  }

  Result<void> commit_group() {
    if (!group) return {};
    if (auto committed = group->commit(); !committed) return committed;
    group.reset();
    if (acknowledge && group_changes != 0) acknowledge(group_changes);
    return {};
  }

  Result<void> count_change(std::size_t bytes) {
    ++group_changes;
    group_bytes += bytes;
    return group_changes >= kGroupChanges || group_bytes >= kGroupBytes ? commit_group()
                                                                        : Result<void>();
  }

  /// Appends to the log and points the case at the new row.
  Result<void> append(LogEntry entry, CaseState state, std::uint64_t erased_through);
  Result<void> insert_revision(std::string_view json);
  Result<UpsertOutcome> upsert(LogEntry entry, std::string_view json);
  /// False when there is no such case.
  Result<bool> remove(std::string_view id, std::string_view reason);
  Result<bool> erase(std::string_view id, std::string_view reason);
  Result<void> drop_content(std::string_view id);
};

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
  if (record.id.empty() || record.id.size() > 64) {
    return Error{ErrorCode::kInvalidArgument,
                 "事例の id は 1～64 文字にしてください",
                 "",
                 0,
                 "id",
                 record.id};
  }
  const std::string json = to_json(record).dump_canonical();
  LogEntry entry;
  entry.case_id = record.id;
  entry.content_hash = to_bytes(sha256(json));
  entry.compartment = compartment_of(record);
  entry.source = source;
  return state_->attempt([&] { return state_->upsert(entry, json); });
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
