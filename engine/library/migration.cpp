#include "engine/library/migration.hpp"

#include "engine/library/schema.hpp"

namespace kizuki {
namespace {

Error about_file(ErrorCode code, std::string message, const Database& database) {
  return {code, std::move(message), database.path().string(), 0, "", ""};
}

// The write-ahead log can only be turned on outside a transaction; the setting lies in the file.
// Where it is impossible (no shared memory on that disk) SQLite keeps the old mode without an
// error.
Result<void> use_write_ahead_log(const Database& database) {
  auto pragma = database.statement("PRAGMA journal_mode = WAL");
  if (!pragma) return pragma.error();
  const auto row = pragma->step();
  if (!row) return row.error();
  const bool turned_on = *row && pragma->bytes(0) == "wal";
  // The file changes when the statement ends, after its row: only then does a failure show.
  if (const auto ended = pragma->step(); !ended) return ended.error();
  if (turned_on) return {};
  return about_file(ErrorCode::kIo,
                    "この場所にはライブラリを置けません（共有メモリーの使えないディスクです）。"
                    "手元のディスクを指定してください",
                    database);
}

Result<void> copy_before(const Database& database, std::uint32_t version) {
  std::filesystem::path copy = database.path();
  copy += ".before-v" + std::to_string(version);
  // A second connection: the one that holds the write transaction cannot be copied from.
  auto reader = Database::open(database.path(), Database::Access::kReadOnly);
  if (!reader) return reader.error();
  return reader->copy_to(copy);
}

Result<void> apply_steps(const Database& database, const std::vector<Migration>& steps,
                         std::int64_t version) {
  for (const Migration& step : steps) {
    if (step.version <= version) continue;
    if (auto applied = step.apply(database); !applied) return applied.error();
  }
  const std::string stamp = "PRAGMA application_id = " + std::to_string(kLibraryApplicationId) +
                            "; PRAGMA user_version = " + std::to_string(steps.back().version);
  return database.execute(stamp.c_str());
}

}  // namespace

Result<FileAge> file_age(const Database& database, const std::vector<Migration>& steps) {
  const auto tables = database.integer("SELECT count(*) FROM sqlite_schema");
  if (!tables) return tables.error();
  const auto application = database.integer("PRAGMA application_id");
  if (!application) return application.error();
  const auto version = database.integer("PRAGMA user_version");
  if (!version) return version.error();
  if (*tables == 0 && *application == 0 && *version == 0) return FileAge::kEmpty;
  if (*application != kLibraryApplicationId) {
    return about_file(ErrorCode::kCorrupt, "Kizuki のライブラリではありません", database);
  }
  if (*version > steps.back().version) {
    return about_file(ErrorCode::kVersionMismatch,
                      "新しい版の Kizuki が作ったライブラリです（版 " + std::to_string(*version) +
                          "）。プログラムを新しくしてください",
                      database);
  }
  auto encoding = database.statement("PRAGMA encoding");
  if (!encoding) return encoding.error();
  const auto row = encoding->step();
  if (!row) return row.error();
  if (*version < 1 || !*row || encoding->bytes(0) != "UTF-8") {
    return about_file(ErrorCode::kCorrupt,
                      "ライブラリのファイルの先頭が壊れています。バックアップから戻してください",
                      database);
  }
  return *version < steps.back().version ? FileAge::kOlder : FileAge::kCurrent;
}

Result<void> bring_up_to_date(const Database& database, const std::vector<Migration>& steps) {
  auto age = file_age(database, steps);
  if (!age) return age.error();
  if (auto set = use_write_ahead_log(database); !set) return set.error();
  if (*age == FileAge::kCurrent) return {};
  auto transaction = Transaction::begin(database, Transaction::Kind::kWrite);
  if (!transaction) return transaction.error();
  const auto version = database.integer("PRAGMA user_version");
  if (!version) return version.error();
  if (*age == FileAge::kOlder) {
    // Under the write lock, so that the copy holds all that was ever acknowledged.
    if (auto copied = copy_before(database, steps.back().version); !copied) return copied.error();
  }
  if (auto applied = apply_steps(database, steps, *version); !applied) return applied.error();
  return transaction->commit();
}

Result<std::string> schema_text(const Database& database) {
  auto query = database.statement(
      "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema "
      "WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name");
  if (!query) return query.error();
  std::string text;
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) return text;
    for (int column = 0; column < 4; ++column) text.append(query->bytes(column)).append("\n");
  }
}

Result<std::string> expected_schema_text(const std::vector<Migration>& steps) {
  auto scratch = Database::open_in_memory();
  if (!scratch) return scratch.error();
  if (auto applied = apply_steps(*scratch, steps, 0); !applied) return applied.error();
  return schema_text(*scratch);
}

}  // namespace kizuki
