#include <cerrno>
#include <string>
#include <sys/stat.h>

#include "engine/base/file.hpp"
#include "engine/library/file_header.hpp"
#include "engine/library/library_state.hpp"
#include "engine/library/migration.hpp"
#include "engine/library/schema.hpp"
#include "engine/library/scrub.hpp"
#include "engine/library/write_turn.hpp"

namespace kizuki {
namespace {

// Whether the write-ahead log beside `file` holds nothing.
bool log_is_empty(const std::filesystem::path& file) {
  std::filesystem::path log = file;
  log += "-wal";
  std::error_code failed;
  const auto size = std::filesystem::file_size(log, failed);
  return failed || size == 0;
}

// SQLite takes a file shorter than its header for an empty one and would write over it.
Result<void> refuse_foreign_file(const std::filesystem::path& file) {
  constexpr std::string_view kMagic("SQLite format 3\0", 16);
  // What cannot be read is for the opening to say.
  const std::string found = read_database_head(file, kMagic.size()).value_or("");
  if (found == kMagic.substr(0, found.size())) return {};
  return Error{ErrorCode::kCorrupt, "Kizuki のライブラリではありません", file.string(), 0, "", ""};
}

Result<Database> open_readable(const std::filesystem::path& file, Database::Access access) {
  auto database = Database::open(file, access);
  if (!database) return database;
  const auto age = file_age(*database, library_migrations());
  if (!age) return age.error();
  switch (*age) {
    case FileAge::kCurrent:
      return database;
    case FileAge::kEmpty:
      return Error{ErrorCode::kNotFound,
                   "ライブラリがまだありません（空のファイルです）",
                   file.string(),
                   0,
                   "",
                   ""};
    case FileAge::kOlder:
      break;
  }
  return Error{ErrorCode::kVersionMismatch,
               "古い版のライブラリです。書き込める場所で一度 kizuki index を実行すると、"
               "今の版に移ります",
               file.string(),
               0,
               "",
               ""};
}

// Failures that may come from the files that SQLite wants to make beside the library, not from the
// library itself.
bool may_be_about_lock_files(ErrorCode code) {
  return code == ErrorCode::kPermissionDenied || code == ErrorCode::kNoSpace ||
         code == ErrorCode::kNotFound || code == ErrorCode::kIo;
}

Result<Database> open_for_writing(const std::filesystem::path& file) {
  if (auto ours = refuse_foreign_file(file); !ours) return ours.error();
  const auto turn = take_write_turn(file);
  if (!turn) return turn.error();
  auto database = Database::open(file, Database::Access::kReadWrite);
  if (!database) return database;
  const auto current = bring_up_to_date(*database, library_migrations());
  if (!current) return current.error();
  // SQLite syncs the content; the name of a new file is ours to sync.
  if (auto synced = sync_path(file.parent_path()); !synced) return synced.error();
  return database;
}

}  // namespace

Result<FileStamp> FileStamp::of(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) {
    return system_error(errno, "ライブラリを読めません", file.string());
  }
  return FileStamp{status.st_ino, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

Result<LibraryReader> LibraryReader::open(const std::filesystem::path& file) {
  const auto stamp = FileStamp::of(file);
  if (!stamp) return stamp.error();
  if (auto ours = refuse_foreign_file(file); !ours) return ours.error();
  auto database = open_readable(file, Database::Access::kReadOnly);
  if (database) return LibraryReader{std::move(*database), std::nullopt};
  if (!may_be_about_lock_files(database.error().code)) return database.error();
  if (!log_is_empty(file)) {
    const bool full = database.error().code == ErrorCode::kNoSpace;
    return Error{full ? ErrorCode::kNoSpace : ErrorCode::kPermissionDenied,
                 "前の処理が書き終えていない記録（library.db-wal）があり、書き込めない場所では"
                 "読めません。フォルダーごと書き込める場所に写してから開いてください",
                 file.string(),
                 0,
                 "",
                 ""};
  }
  auto immutable = open_readable(file, Database::Access::kImmutable);
  if (!immutable) return database.error();
  return LibraryReader{std::move(*immutable), *stamp};
}

Result<const Database*> Library::State::database() {
  if (reader.frozen) {
    const auto stamp = FileStamp::of(file);
    if (!stamp) return stamp.error();
    if (!(*stamp == *reader.frozen) || !log_is_empty(file)) {
      auto again = LibraryReader::open(file);
      if (!again) return again.error();
      reader = std::move(*again);
      known.clear();
    }
  }
  return &reader.database;
}

Result<Library> Library::open(const std::filesystem::path& folder, Mode mode) {
  const std::filesystem::path file = folder / "library.db";
  if (mode == Mode::kReadOnly) {
    auto reader = LibraryReader::open(file);
    if (!reader) return reader.error();
    return Library(std::make_unique<State>(State{file, mode, std::move(*reader)}));
  }
  if (auto made = create_folders(folder); !made) return made.error();
  auto database = open_for_writing(file);
  if (!database) return database.error();
  // What an erasure left behind when its process was stopped. Readers that hold the log up are no
  // reason to refuse the opening.
  const auto scrubbed = scrub_erased(*database);
  if (!scrubbed && scrubbed.error().code != ErrorCode::kLocked) return scrubbed.error();
  return Library(std::make_unique<State>(
      State{file, mode, LibraryReader{std::move(*database), std::nullopt}}));
}

}  // namespace kizuki
