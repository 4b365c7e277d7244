// What Library hides. Included by its sources only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/library/database.hpp"
#include "engine/library/ingest_log.hpp"
#include "engine/library/library.hpp"

namespace kizuki {

/// Tells whether a file was written to.
struct FileStamp {
  std::uint64_t inode = 0;
  std::int64_t size = 0;
  std::int64_t changed_seconds = 0;
  std::int64_t changed_nanoseconds = 0;

  static Result<FileStamp> of(const std::filesystem::path& file);
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// A connection for reading, and how it was got.
struct LibraryReader {
  Database database;
  /// Set when the file was opened as immutable, because SQLite cannot make its lock files beside it
  /// (read-only or full disk): then nothing but this stamp tells of a writer.
  std::optional<FileStamp> frozen;

  static Result<LibraryReader> open(const std::filesystem::path& file);
};

/// Where cases stood when they were last asked for, while nobody has written since. For connections
/// that do not write themselves: SQLite's data_version tells of others alone.
class KnownStates {
 public:
  using State = std::optional<Library::CurrentState>;

  /// Within a read transaction, whose state of the library counts from here on.
  Result<void> begin(const Database& database);
  const State* find(const std::string& id) const;
  void keep(const std::string& id, const State& state);
  void clear() { states_.clear(); }

  /// 200 bytes each; at the next one all are forgotten.
  static constexpr std::size_t kMost = 20'000;

 private:
  std::optional<std::int64_t> version_;
  std::unordered_map<std::string, State> states_;
};

struct Library::State {
  std::filesystem::path file;
  Mode mode;
  LibraryReader reader;
  KnownStates known = {};

  /// The connection, opened anew when an immutable file turns out to have been written to.
  Result<const Database*> database();
};

/// Error kCorrupt about one case.
Error damaged_case(const Database& database, std::string message, std::string_view id);

/// Takes a case out of a log row and its JSON, both checked against their SHA-256.
Result<StoredCase> checked_case(const Database& database, const LogEntry& entry,
                                std::string_view json);

/// Checks a log row that `id` led to.
Result<void> check_entry(const Database& database, const LogEntry& entry, std::string_view id);

/// Error kNotFound about a case, the same whatever the reason.
Error no_such_case(std::string_view id);

/// Error kNotFound about a draft.
Error no_such_draft(std::string_view id);

/// Error kNotFound about an account.
Error no_such_account(std::string_view name);

/// An account, checked against its hash and as newest of its name. Nothing when there is none.
Result<std::optional<Account>> find_account(const Database& database, std::string_view name);

/// Library::confirmations.
Result<std::vector<Confirmation>> current_confirmations(const Database& database,
                                                        std::string_view case_id);

/// Lower-case hex of a hash column.
std::string hash_hex(std::string_view bytes);

}  // namespace kizuki
