#include "engine/library/audit_log.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/varint.hpp"
#include "engine/library/audit_rows.hpp"
#include "engine/library/database.hpp"
#include "engine/library/ingest_log.hpp"
#include "engine/library/library_state.hpp"
#include "engine/library/log_tail.hpp"
#include "engine/library/write_turn.hpp"

namespace kizuki {
namespace {

constexpr const char* kFileName = "audit.db";
/// "KZAU" in SQLite's application_id field.
constexpr std::int64_t kApplicationId = 0x4B5A4155;
constexpr std::int64_t kVersion = 1;
constexpr std::size_t kMaxFindings = 100;
constexpr std::int64_t kPageRows = 2'000;
constexpr std::size_t kMaxDetailBytes = 500;

// No index: who saw what is asked seldom, and a reading of the whole log answers it and checks the
// chain at once; writing happens with every answer.
constexpr const char* kTables = R"sql(
CREATE TABLE records (
  sequence INTEGER PRIMARY KEY,
  time TEXT NOT NULL,
  account TEXT NOT NULL,
  action TEXT NOT NULL,
  case_id TEXT NOT NULL,
  compartment TEXT NOT NULL,
  detail TEXT NOT NULL,
  previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE TRIGGER records_stay BEFORE UPDATE ON records BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER records_remain BEFORE DELETE ON records BEGIN SELECT raise(ABORT, 'append only'); END;
)sql";

Error about_log(ErrorCode code, std::string message, const std::filesystem::path& file) {
  return {code, std::move(message), file.string(), 0, "", ""};
}

/// Creates the file for its owner alone; SQLite gives its companions the same rights. A file that
/// exists is not opened: closing it here would let go of locks that a connection of this process
/// holds on it.
Result<void> create_private(const std::filesystem::path& file) {
  constexpr mode_t kOwnerOnly = 0600;
  const int made = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly);
  if (made < 0 && errno == EEXIST) return {};
  if (made < 0) return system_error(errno, "閲覧の記録を作れません", file.string());
  ::close(made);
  return {};
}

Result<void> check_kind(const Database& database) {
  const auto application = database.integer("PRAGMA application_id");
  if (!application) return application.error();
  const auto version = database.integer("PRAGMA user_version");
  if (!version) return version.error();
  if (*application != kApplicationId) {
    return about_log(ErrorCode::kCorrupt, "閲覧の記録（audit.db）ではありません", database.path());
  }
  if (*version != kVersion) {
    return about_log(ErrorCode::kVersionMismatch,
                     "ほかの版の Kizuki が作った閲覧の記録です。プログラムを新しくしてください",
                     database.path());
  }
  return {};
}

Result<void> make_tables(const Database& database) {
  const auto tables = database.integer("SELECT count(*) FROM sqlite_schema");
  if (!tables) return tables.error();
  if (*tables != 0) return check_kind(database);
  if (auto set = database.execute("PRAGMA journal_mode = WAL"); !set) return set;
  auto transaction = Transaction::begin(database, Transaction::Kind::kWrite);
  if (!transaction) return transaction.error();
  if (auto made = database.execute(kTables); !made) return made;
  const std::string stamp = "PRAGMA application_id = " + std::to_string(kApplicationId) +
                            "; PRAGMA user_version = " + std::to_string(kVersion);
  if (auto stamped = database.execute(stamp.c_str()); !stamped) return stamped;
  return transaction->commit();
}

Result<void> insert(const Database& database, const AuditRecord& record) {
  auto insert =
      database.statement("INSERT INTO records VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
  if (!insert) return insert.error();
  return insert->bind(1, record.sequence)
      .bind_text(2, record.time)
      .bind_text(3, record.entry.account)
      .bind_text(4, record.entry.action)
      .bind_text(5, record.entry.case_id)
      .bind_text(6, record.entry.compartment)
      .bind_text(7, record.entry.detail)
      .bind_blob(8, record.previous_hash)
      .bind_blob(9, record.hash)
      .run();
}

/// Follows the chain and remembers what does not fit.
class ChainCheck {
 public:
  explicit ChainCheck(const std::optional<AuditAnchor>& anchor) : anchor_(anchor) {}

  void follow(const AuditRecord& record) {
    const std::string row = "記録 " + std::to_string(record.sequence);
    if (record.sequence != check_.records + skipped_ + 1) {
      find(row + " の前の記録が欠けています");
      skipped_ = record.sequence - check_.records - 1;
    }
    if (record.previous_hash != last_hash_) find(row + " が前の記録とつながりません");
    if (record.hash != audit_hash(record)) find(row + " が書き換わっています");
    if (anchor_ && record.sequence == anchor_->sequence) {
      anchor_seen_ = true;
      if (hash_hex(record.hash) != anchor_->hash) find(row + " が控えと違います");
    }
    last_hash_ = record.hash;
    check_.end = {record.sequence, hash_hex(record.hash)};
    ++check_.records;
  }

  AuditCheck finish() && {
    if (anchor_ && !anchor_seen_) {
      find("控えにある記録 " + std::to_string(anchor_->sequence) +
           " がありません。終わりが切り取られています");
    }
    return std::move(check_);
  }

 private:
  void find(std::string message) {
    if (check_.findings.size() < kMaxFindings) {
      check_.findings.push_back(std::move(message));
    } else {
      ++check_.more_findings;
    }
  }

  const std::optional<AuditAnchor>& anchor_;
  bool anchor_seen_ = false;
  std::uint64_t skipped_ = 0;
  std::string last_hash_ = log_beginning();
  AuditCheck check_;
};

}  // namespace

AuditRecord read_audit_record(const Statement& row) {
  AuditRecord record;
  record.sequence = row.number(0);
  record.time = row.bytes(1);
  record.entry.account = row.bytes(2);
  record.entry.action = row.bytes(3);
  record.entry.case_id = row.bytes(4);
  record.entry.compartment = row.bytes(5);
  record.entry.detail = row.bytes(6);
  record.previous_hash = row.bytes(7);
  record.hash = row.bytes(8);
  return record;
}

Result<Database> open_audit_log_to_read(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / kFileName;
  if (!std::filesystem::exists(file)) {
    return about_log(ErrorCode::kNotFound, "閲覧の記録（audit.db）がまだありません", file);
  }
  auto database = Database::open(file, Database::Access::kReadOnly);
  if (!database) return database;
  if (auto ours = check_kind(*database); !ours) return ours.error();
  return database;
}

struct AuditLog::State {
  Clock clock;
  Database database;
};

AuditLog::AuditLog(std::unique_ptr<State> state) : state_(std::move(state)) {}
AuditLog::~AuditLog() = default;
AuditLog::AuditLog(AuditLog&&) noexcept = default;
AuditLog& AuditLog::operator=(AuditLog&&) noexcept = default;

std::string audit_hash(const AuditRecord& record) {
  std::string bytes;
  append_sized(bytes, record.previous_hash);
  append_varint(bytes, record.sequence);
  append_sized(bytes, record.time);
  append_sized(bytes, record.entry.account);
  append_sized(bytes, record.entry.action);
  append_sized(bytes, record.entry.case_id);
  append_sized(bytes, record.entry.compartment);
  append_sized(bytes, record.entry.detail);
  return to_bytes(sha256(bytes));
}

Result<AuditLog> AuditLog::open(const std::filesystem::path& folder, Clock clock) {
  const std::filesystem::path file = folder / kFileName;
  if (auto made = create_folders(folder); !made) return made.error();
  const auto turn = take_write_turn(file);
  if (!turn) return turn.error();
  if (auto created = create_private(file); !created) return created.error();
  auto database = Database::open(file, Database::Access::kReadWrite);
  if (!database) return database.error();
  if (auto made = make_tables(*database); !made) return made.error();
  if (auto synced = sync_path(folder); !synced) return synced.error();
  return AuditLog(std::make_unique<State>(State{std::move(clock), std::move(*database)}));
}

Result<void> AuditLog::append(const std::vector<AuditEntry>& entries) {
  if (entries.empty()) return {};
  const Database& database = state_->database;
  std::optional<Transaction> group;
  {
    const auto turn = take_write_turn(database.path());
    if (!turn) return turn.error();
    auto begun = Transaction::begin(database, Transaction::Kind::kWrite);
    if (!begun) return begun.error();
    group.emplace(std::move(*begun));
  }
  auto tail = read_log_tail(database, "records");
  if (!tail) return std::move(tail).error();
  AuditRecord record;
  record.sequence = tail->sequence;
  record.previous_hash = std::move(tail->hash);
  record.time = state_->clock();
  for (const AuditEntry& entry : entries) {
    ++record.sequence;
    record.entry = entry;
    record.entry.detail.resize(std::min(record.entry.detail.size(), kMaxDetailBytes));
    record.hash = audit_hash(record);
    if (auto inserted = insert(database, record); !inserted) return inserted;
    record.previous_hash = record.hash;
  }
  return group->commit();
}

Result<AuditCheck> read_audit_log(const std::filesystem::path& folder,
                                  const std::optional<AuditAnchor>& anchor,
                                  const std::function<void(const AuditRecord&)>& take) {
  const auto database = open_audit_log_to_read(folder);
  if (!database) return database.error();
  static const std::string kSql = "SELECT " + std::string(kAuditColumns) +
                                  " FROM records WHERE sequence > ?1 ORDER BY sequence LIMIT ?2";
  ChainCheck check(anchor);
  std::uint64_t after = 0;
  for (bool more = true; more;) {
    more = false;
    auto query = database->statement(kSql);
    if (!query) return query.error();
    query->bind(1, after).bind(2, kPageRows);
    for (;;) {
      const auto row = query->step();
      if (!row) return row.error();
      if (!*row) break;
      const AuditRecord record = read_audit_record(*query);
      check.follow(record);
      take(record);
      after = record.sequence;
      more = true;
    }
  }
  return std::move(check).finish();
}

Result<void> copy_audit_log(const std::filesystem::path& folder, const std::filesystem::path& to) {
  const auto database = open_audit_log_to_read(folder);
  if (!database) return database.error();
  return database->copy_to(to);
}

}  // namespace kizuki
