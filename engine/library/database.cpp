#include "engine/library/database.hpp"

#include <cassert>
#include <limits>
#include <string>
#include <thread>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/library/database_state.hpp"

namespace kizuki {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kBusyLimit{10'000};

// SQLite's own busy timeout sleeps up to 100 ms between two tries; a writer's group lasts 50 ms, so
// short sleeps hand the lock over without idle time.
int wait_for_lock(void* context, int tries) {
  auto& since = *static_cast<std::chrono::steady_clock::time_point*>(context);
  const auto now = std::chrono::steady_clock::now();
  if (tries == 0) since = now;
  if (now - since >= kBusyLimit) return 0;
  std::this_thread::sleep_for(tries < 20 ? milliseconds(1) : milliseconds(5));
  return 1;
}

// "file:" URI: everything but plain path characters in %XX.
std::string immutable_uri(const std::filesystem::path& path) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-";
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string uri = "file://";
  for (const char c : std::filesystem::absolute(path).string()) {
    if (kPlain.find(c) != std::string_view::npos) {
      uri += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    uri += '%';
    uri += kDigits[byte >> 4];
    uri += kDigits[byte & 15];
  }
  return uri + "?immutable=1";
}

int flags_of(Database::Access access) {
  // One connection a thread is our rule, so SQLite's own mutex is left out.
  constexpr int kCommon = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  switch (access) {
    case Database::Access::kReadWrite:
      return kCommon | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case Database::Access::kReadOnly:
      return kCommon | SQLITE_OPEN_READONLY;
    case Database::Access::kImmutable:
      return kCommon | SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
  }
  return kCommon | SQLITE_OPEN_READONLY;
}

// temp_store: nothing of a case may reach a temporary file outside the folder.
// cell_size_check and trusted_schema: a damaged or foreign file must not lead SQLite astray.
constexpr const char* kSettings =
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA cell_size_check = ON;"
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -16384;";

// page_size (of a new file): records of 2 to 3 KB fill pages of 8 KiB far better than those of 4
// KiB. journal_size_limit: a large import must not leave a large log file behind.
constexpr const char* kWriterSettings =
    "PRAGMA page_size = 8192;"
    "PRAGMA synchronous = FULL;"
    "PRAGMA foreign_keys = ON;"
    "PRAGMA secure_delete = ON;"
    "PRAGMA journal_size_limit = 67108864;";

// SQLite's interface takes sizes as int; records of at most 1 MiB never come near its end.
int size_for_sqlite(std::string_view value) {
  assert(value.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max()));
  return static_cast<int>(value.size());
}

}  // namespace

// Statement

Statement::Statement(Handle* handle) : handle_(handle) { handle_->in_use = true; }

Statement::Statement(Statement&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Statement::~Statement() {
  if (handle_ == nullptr) return;
  sqlite3_reset(handle_->statement);
  sqlite3_clear_bindings(handle_->statement);
  handle_->bind_status = SQLITE_OK;
  handle_->in_use = false;
}

Statement& Statement::bind(int index, std::int64_t value) {
  const int status = sqlite3_bind_int64(handle_->statement, index, value);
  if (status != SQLITE_OK) handle_->bind_status = status;
  return *this;
}

Statement& Statement::bind(int index, std::uint64_t value) {
  return bind(index, static_cast<std::int64_t>(value));
}

Statement& Statement::bind_text(int index, std::string_view value) {
  // A null pointer would bind NULL instead of the empty text.
  const char* data = value.empty() ? "" : value.data();
  const int status = sqlite3_bind_text(handle_->statement, index, data, size_for_sqlite(value),
                                       SQLITE_TRANSIENT);  // NOLINT: SQLite's own cast
  if (status != SQLITE_OK) handle_->bind_status = status;
  return *this;
}

Statement& Statement::bind_blob(int index, std::string_view value) {
  const char* data = value.empty() ? "" : value.data();
  const int status = sqlite3_bind_blob(handle_->statement, index, data, size_for_sqlite(value),
                                       SQLITE_TRANSIENT);  // NOLINT: SQLite's own cast
  if (status != SQLITE_OK) handle_->bind_status = status;
  return *this;
}

Result<bool> Statement::step() {
  const int status =
      handle_->bind_status != SQLITE_OK ? handle_->bind_status : sqlite3_step(handle_->statement);
  if (status == SQLITE_ROW) return true;
  if (status == SQLITE_DONE) return false;
  return database_error(handle_->connection, status, *handle_->path);
}

Result<void> Statement::run() {
  for (;;) {
    const auto row = step();
    if (!row) return row.error();
    if (!*row) break;
  }
  sqlite3_reset(handle_->statement);
  return {};
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_->statement, column);
}

std::string_view Statement::bytes(int column) const {
  const void* data = sqlite3_column_blob(handle_->statement, column);
  if (data == nullptr) return {};
  const int size = sqlite3_column_bytes(handle_->statement, column);
  return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_->statement, column) == SQLITE_NULL;
}

// Database

Database::Database(std::unique_ptr<State> state) : state_(std::move(state)) {}
Database::~Database() = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;

Result<Database> Database::open(const std::filesystem::path& path, Access access) {
  auto state = std::make_unique<State>();
  state->path = path;
  const std::string name = access == Access::kImmutable ? immutable_uri(path) : path.string();
  const int status = sqlite3_open_v2(name.c_str(), &state->connection, flags_of(access), nullptr);
  if (status != SQLITE_OK) return database_error(state->connection, status, path);
  sqlite3_busy_handler(state->connection, wait_for_lock, &state->busy_since);
  // Defensive: no SQL, also none hidden in a foreign file's schema, may write to the schema table.
  sqlite3_db_config(state->connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  Database database(std::move(state));
  if (auto set = database.execute(kSettings); !set) return set.error();
  if (access == Access::kReadWrite) {
    if (auto set = database.execute(kWriterSettings); !set) return set.error();
  }
  return database;
}

Result<Database> Database::open_in_memory() { return open(":memory:", Access::kReadWrite); }

const std::filesystem::path& Database::path() const { return state_->path; }

Result<Statement> Database::statement(std::string_view sql) const {
  auto found = state_->statements.find(sql);
  if (found == state_->statements.end()) {
    auto handle = std::make_unique<Statement::Handle>();
    handle->connection = state_->connection;
    handle->path = &state_->path;
    const int status = sqlite3_prepare_v3(state_->connection, sql.data(), size_for_sqlite(sql),
                                          SQLITE_PREPARE_PERSISTENT, &handle->statement, nullptr);
    if (status != SQLITE_OK) {
      // Our SQL is fixed and tested: if it does not fit the tables, the tables are wrong.
      const int meaning = (status & 0xff) == SQLITE_ERROR ? SQLITE_CORRUPT : status;
      return database_error(state_->connection, meaning, state_->path);
    }
    found = state_->statements.emplace(std::string(sql), std::move(handle)).first;
  }
  assert(!found->second->in_use);
  return Statement(found->second.get());
}

Result<void> Database::execute(const char* sql) const {
  const int status = sqlite3_exec(state_->connection, sql, nullptr, nullptr, nullptr);
  if (status != SQLITE_OK) return database_error(state_->connection, status, state_->path);
  return {};
}

// The way that SQLite documents (lang_altertable.html, "making other kinds of table schema
// changes", for changes that leave the rows as they lie). The guard is down for one UPDATE with
// values of ours; no trigger of a foreign file can stand on that table.
Result<void> Database::change_rule(std::string_view table, std::string_view from,
                                   std::string_view to) const {
  const auto seen = integer("PRAGMA schema_version");
  if (!seen) return seen.error();
  const auto stands = [&]() -> Result<bool> {
    auto query = statement(
        "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1 AND instr(sql, ?2) > 0");
    if (!query) return query.error();
    return query->bind_text(1, table).bind_text(2, from).step();
  }();
  if (!stands) return stands.error();
  if (!*stands) {
    return Error{
        ErrorCode::kCorrupt, "表の決まりが、この版のものではありません（書き換えられています）",
        path().string(),     0,
        std::string(table),  ""};
  }
  sqlite3_db_config(state_->connection, SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
  const auto change = [&]() -> Result<void> {
    if (auto on = execute("PRAGMA writable_schema = ON"); !on) return on;
    {
      auto update = statement(
          "UPDATE sqlite_schema SET sql = replace(sql, ?2, ?3) WHERE type = 'table' AND name = ?1");
      if (!update) return update.error();
      auto updated = update->bind_text(1, table).bind_text(2, from).bind_text(3, to).run();
      if (!updated) return updated;
    }
    // RESET reads this connection's definitions anew, the number makes all others do so.
    if (auto off = execute("PRAGMA writable_schema = RESET"); !off) return off;
    const std::string next = "PRAGMA schema_version = " + std::to_string(*seen + 1);
    return execute(next.c_str());
  };
  auto changed = change();
  if (!changed) (void)execute("PRAGMA writable_schema = OFF");
  sqlite3_db_config(state_->connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  return changed;
}

Result<std::int64_t> Database::integer(std::string_view sql) const {
  auto query = statement(sql);
  if (!query) return query.error();
  const auto row = query->step();
  if (!row) return row.error();
  return *row ? query->integer(0) : 0;
}

std::uint64_t Database::changes() const {
  return static_cast<std::uint64_t>(sqlite3_changes64(state_->connection));
}

bool Database::in_transaction() const { return sqlite3_get_autocommit(state_->connection) == 0; }

Result<void> Database::truncate_log() const {
  const int status = sqlite3_wal_checkpoint_v2(state_->connection, nullptr,
                                               SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (status != SQLITE_OK) return database_error(state_->connection, status, state_->path);
  return {};
}

Result<void> Database::copy_to(const std::filesystem::path& to) const {
  std::filesystem::path aside = to;
  aside += ".tmp";
  const auto copied = [&]() -> Result<void> {
    if (auto removed = remove_tree(aside); !removed) return removed.error();
    auto target = open(aside, Access::kReadWrite);
    if (!target) return target.error();
    sqlite3* const connection = target->state_->connection;
    sqlite3_backup* backup = sqlite3_backup_init(connection, "main", state_->connection, "main");
    if (backup == nullptr) {
      return database_error(connection, sqlite3_extended_errcode(connection), aside);
    }
    // All pages in one step: a copy in pieces starts again whenever somebody writes.
    int status = sqlite3_backup_step(backup, -1);
    const int finished = sqlite3_backup_finish(backup);
    if (status == SQLITE_DONE) status = finished;
    if (status != SQLITE_OK) return database_error(connection, status, aside);
    return {};
  }();
  if (copied) {
    if (auto synced = sync_path(aside); !synced) return synced.error();
    return rename_durably(aside, to);
  }
  const auto removed = remove_tree(aside);  // the copy's own failure is the one to tell
  (void)removed;
  return copied.error();
}

// Transaction

Result<Transaction> Transaction::begin(const Database& database, Kind kind) {
  const auto begun = database.execute(kind == Kind::kWrite ? "BEGIN IMMEDIATE" : "BEGIN");
  if (!begun) return begun.error();
  return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
  // SQLite has rolled back by itself after some errors (full disk, I/O).
  if (database_ == nullptr || !database_->in_transaction()) return;
  const auto rolled_back = database_->execute("ROLLBACK");
  (void)rolled_back;  // nothing more can be done; the log's next reader ignores what is uncommitted
}

Result<void> Transaction::commit() {
  auto committed = database_->execute("COMMIT");
  if (committed) database_ = nullptr;
  return committed;
}

}  // namespace kizuki
