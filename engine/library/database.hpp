// SQLite in three small types: connection, statement, transaction. Inside engine/library only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

#include "engine/base/result.hpp"

namespace kizuki {

class Database;

/// A prepared statement, lent from its connection's cache; the destructor resets it, which also
/// ends the read transaction that an unfinished SELECT holds. Must not outlive the Database, and
/// the same SQL must not be asked for again while it is in use.
class Statement {
 public:
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;

  // Parameters count from 1. Bytes are copied. A failed bind shows in the next step.
  Statement& bind(int index, std::int64_t value);
  Statement& bind(int index, std::uint64_t value);
  Statement& bind_text(int index, std::string_view value);
  Statement& bind_blob(int index, std::string_view value);

  /// True when there is a row, false when the statement is done.
  Result<bool> step();
  /// Steps to the end and resets, so that it can be bound and run again.
  Result<void> run();

  // Columns of the row that step() found, counted from 0.
  std::int64_t integer(int column) const;
  std::uint64_t number(int column) const { return static_cast<std::uint64_t>(integer(column)); }
  /// The bytes of a text or blob; they stay valid until the next step.
  std::string_view bytes(int column) const;
  bool is_null(int column) const;

 private:
  friend class Database;
  struct Handle;
  explicit Statement(Handle* handle);
  Handle* handle_;
};

/// A connection. One a thread. A statement that meets another process's lock waits up to 10 s.
/// Errors of every function, unless it says more: kLocked, kNoSpace, kCorrupt, kPermissionDenied,
/// kIo, kInternal, each with the file's path.
class Database {
 public:
  enum class Access {
    kReadWrite,  // creates the file
    kReadOnly,
    /// Takes no lock and looks at no write-ahead log: right only while nobody writes and there is
    /// no log with content beside the file.
    kImmutable,
  };

  static Result<Database> open(const std::filesystem::path& path, Access access);
  static Result<Database> open_in_memory();
  ~Database();
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;

  const std::filesystem::path& path() const;

  /// Prepares `sql` (one statement) or takes it from the cache. kCorrupt when the tables or columns
  /// that it names are not there.
  Result<Statement> statement(std::string_view sql) const;

  /// Runs `sql`, which may hold several statements, and drops their rows.
  Result<void> execute(const char* sql) const;

  /// Replaces a text in the definition of a table by one that allows more: a rule about a column's
  /// values, which ALTER TABLE cannot change. No row is touched, other connections read the
  /// definition anew. For migrations, within a transaction. kCorrupt when there is no such table,
  /// or its definition does not say `from`.
  Result<void> change_rule(std::string_view table, std::string_view from,
                           std::string_view to) const;

  /// First column of the only row; 0 when there is no row or it is NULL.
  Result<std::int64_t> integer(std::string_view sql) const;

  /// Rows that the last INSERT, UPDATE or DELETE touched.
  std::uint64_t changes() const;

  bool in_transaction() const;

  /// Moves the write-ahead log into the file and cuts it to no bytes. kLocked when readers or
  /// writers kept it in use for 10 s.
  Result<void> truncate_log() const;

  /// Copies the content as of now to a new file `to`, complete and synced when it succeeds. Writers
  /// go on meanwhile.
  Result<void> copy_to(const std::filesystem::path& to) const;

 private:
  friend class Statement;
  struct State;
  explicit Database(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// A transaction that is rolled back unless it was committed.
class Transaction {
 public:
  enum class Kind {
    kRead,   // one snapshot for several SELECTs
    kWrite,  // takes the write lock at once, so that no later statement can fail for it
  };
  static Result<Transaction> begin(const Database& database, Kind kind);
  ~Transaction();
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;

  Result<void> commit();

 private:
  explicit Transaction(const Database& database) : database_(&database) {}
  const Database* database_;  // null when over
};

}  // namespace kizuki
