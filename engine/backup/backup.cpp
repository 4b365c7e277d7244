#include "engine/backup/backup.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "engine/base/clock.hpp"
#include "engine/base/file.hpp"
#include "engine/base/file_lock.hpp"
#include "engine/base/hash.hpp"
#include "engine/library/audit_log.hpp"
#include "engine/library/library.hpp"

namespace kizuki {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBuildingSuffix = ".building";
constexpr std::string_view kRestoringFolder = "restoring";
constexpr std::string_view kLockName = "lock";
constexpr std::size_t kMostManifestBytes = std::size_t{64} << 10;

Error about(ErrorCode code, std::string message, const fs::path& path) {
  return Error{code, std::move(message), path.string(), 0, "", ""};
}

Result<void> keep_private(const fs::path& path, fs::perms rights) {
  std::error_code failure;
  fs::permissions(path, rights, failure);
  if (failure) return system_error(failure.value(), "権限を設定できません", path.string());
  return {};
}

/// True when `path` is `folder` or lies in it, links resolved as far as the path exists.
bool lies_in(const fs::path& path, const fs::path& folder) {
  std::error_code failure;
  const fs::path inner = fs::weakly_canonical(fs::absolute(path, failure), failure);
  const fs::path outer = fs::weakly_canonical(fs::absolute(folder, failure), failure);
  const auto end = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
  return end.first == outer.end();
}

/// Removes what is in `folder` but the files that are named.
Result<void> clear_but(const fs::path& folder, const std::vector<std::string_view>& names) {
  std::vector<fs::path> others;
  std::error_code failure;
  fs::directory_iterator entry(folder, failure);
  while (!failure && entry != fs::directory_iterator()) {
    const std::string name = entry->path().filename().string();
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      others.push_back(entry->path());
    }
    entry.increment(failure);
  }
  if (failure) {
    return system_error(failure.value(), "フォルダーを調べられません", folder.string());
  }
  for (const fs::path& other : others) {
    if (auto removed = remove_tree(other); !removed) return removed;
  }
  return {};
}

/// Opens the library in `folder` and compares it with its hashes. Fills in what the manifest says
/// about it.
Result<void> check_library(const fs::path& folder, BackupManifest& manifest) {
  const auto library = Library::open(folder, Library::Mode::kReadOnly);
  if (!library) return library.error();
  std::optional<std::string> first;
  const auto verified = library->verify([&](const LibraryFinding& finding) {
    if (!first) first = (finding.id.empty() ? "" : "[" + finding.id + "] ") + finding.message;
  });
  if (!verified) return verified.error();
  if (first) return about(ErrorCode::kCorrupt, *first, folder / kBackupLibraryName);
  const auto sequence = library->sequence();
  if (!sequence) return sequence.error();
  const auto cases = library->count_cases(*sequence);
  if (!cases) return cases.error();
  manifest.library_sequence = *sequence;
  manifest.cases = *cases;
  return {};
}

/// The same of the audit log.
Result<void> check_audit(const fs::path& folder, BackupManifest& manifest) {
  const auto check = read_audit_log(folder, std::nullopt, [](const AuditRecord&) {});
  if (!check) return check.error();
  if (!check->findings.empty()) {
    return about(ErrorCode::kCorrupt, check->findings.front(), folder / kBackupAuditName);
  }
  manifest.audit_records = check->records;
  return {};
}

Result<BackupFile> described(const fs::path& folder, std::string_view name) {
  auto hash = sha256_file_hex(folder / name);
  if (!hash) return std::move(hash).error();
  std::error_code failure;
  const std::uintmax_t bytes = fs::file_size(folder / name, failure);
  if (failure) {
    return system_error(failure.value(), "ファイルを調べられません", (folder / name).string());
  }
  return BackupFile{std::string(name), bytes, std::move(*hash)};
}

Result<BackupManifest> copy_and_check(const fs::path& folder, const fs::path& building,
                                      std::string_view program) {
  BackupManifest manifest;
  manifest.made_at = utc_now();
  manifest.program = program;
  std::vector<std::string_view> names = {kBackupLibraryName};
  {
    const auto library = Library::open(folder, Library::Mode::kReadOnly);
    if (!library) return library.error();
    auto copied = library->back_up(building / kBackupLibraryName);
    if (!copied) return std::move(copied).error();
  }
  // The log behind the library: of no case that is in the backup a disclosure is missing that came
  // before.
  auto logged = copy_audit_log(folder, building / kBackupAuditName);
  if (!logged && logged.error().code != ErrorCode::kNotFound) return std::move(logged).error();
  if (logged) names.push_back(kBackupAuditName);
  if (auto sound = check_library(building, manifest); !sound) return std::move(sound).error();
  if (logged) {
    if (auto sound = check_audit(building, manifest); !sound) return std::move(sound).error();
  }
  for (const std::string_view name : names) {
    auto file = described(building, name);
    if (!file) return std::move(file).error();
    manifest.files.push_back(std::move(*file));
  }
  auto written =
      write_file_atomically(building / kBackupManifestName, backup_manifest_json(manifest));
  if (!written) return std::move(written).error();
  // What SQLite made beside the copies while they were read, and the lock.
  std::vector<std::string_view> kept = names;
  kept.push_back(kBackupManifestName);
  if (auto cleared = clear_but(building, kept); !cleared) return std::move(cleared).error();
  if (auto synced = sync_tree(building); !synced) return std::move(synced).error();
  return manifest;
}

Result<BackupManifest> read_manifest(const fs::path& from) {
  auto bytes = read_file(from / kBackupManifestName, kMostManifestBytes);
  if (!bytes && bytes.error().code == ErrorCode::kNotFound) {
    return about(ErrorCode::kNotFound,
                 "控えがありません（kizuki backup が作ったフォルダーを指定してください）", from);
  }
  if (!bytes) return std::move(bytes).error();
  auto manifest = parse_backup_manifest(*bytes);
  if (!manifest) return std::move(manifest).error().with_file(from.string());
  return manifest;
}

/// Copies a file of the backup and compares what was read with the manifest.
Result<void> copy_file(const fs::path& from, const fs::path& to, const BackupFile& file) {
  auto out = FileWriter::create(to / file.name);
  if (!out) return std::move(out).error();
  if (auto mine = keep_private(to / file.name, fs::perms::owner_read | fs::perms::owner_write);
      !mine) {
    return mine;
  }
  Sha256 hash;
  Result<void> written;
  auto read = read_file_in_chunks(from / file.name, [&](std::string_view chunk) {
    hash.update(chunk);
    if (written) written = out->write(chunk);
  });
  if (!read) return read;
  if (!written) return written;
  if (out->size() != file.bytes || to_hex(hash.finish()) != file.sha256) {
    return about(ErrorCode::kCorrupt,
                 "控えが、取ったときと違います（壊れたか、書き換えられています）。"
                 "ほかの控えを使ってください",
                 from / file.name);
  }
  return out->close(true);
}

/// Nothing but what a killed run may have left: its folder, and beside it the log, which is moved
/// into place before the library.
Result<void> expect_empty(const fs::path& folder) {
  std::error_code failure;
  if (!fs::exists(folder, failure)) return {};
  for (fs::directory_iterator entry(folder, failure); !failure && entry != fs::directory_iterator();
       entry.increment(failure)) {
    if (entry->path().filename() == kRestoringFolder) continue;
    const bool unfinished = entry->path().filename() == kBackupAuditName &&
                            fs::exists(folder / kRestoringFolder) &&
                            !fs::exists(folder / kBackupLibraryName);
    if (unfinished) continue;
    return about(ErrorCode::kAlreadyExists,
                 "このフォルダーにはもう何かあります。控えは、まだないか空のフォルダーに戻します",
                 folder);
  }
  if (failure) {
    return system_error(failure.value(), "フォルダーを調べられません", folder.string());
  }
  return {};
}

Result<void> restore_into(const fs::path& from, const fs::path& folder, const fs::path& restoring,
                          const BackupManifest& manifest) {
  if (auto mine = keep_private(restoring, fs::perms::owner_all); !mine) return mine;
  if (auto cleared = clear_but(restoring, {kLockName}); !cleared) return cleared;
  for (const BackupFile& file : manifest.files) {
    if (auto copied = copy_file(from, restoring, file); !copied) return copied;
  }
  BackupManifest found;
  if (auto sound = check_library(restoring, found); !sound) return sound;
  const bool logged = manifest.files.size() > 1;
  if (logged) {
    if (auto sound = check_audit(restoring, found); !sound) return sound;
    auto moved = rename_durably(restoring / kBackupAuditName, folder / kBackupAuditName);
    if (!moved) return moved;
  }
  return rename_durably(restoring / kBackupLibraryName, folder / kBackupLibraryName);
}

}  // namespace

Result<BackupManifest> make_backup(const fs::path& folder, const fs::path& to,
                                   std::string_view program) {
  std::error_code unknown;
  if (fs::exists(to, unknown)) {
    return about(ErrorCode::kAlreadyExists,
                 "控えの置き場所がもうあります。まだないフォルダーの名前を指定してください", to);
  }
  if (lies_in(to, folder)) {
    return about(ErrorCode::kInvalidArgument,
                 "控えは --index のフォルダーの外に置いてください（同じディスクの中では、いっしょに"
                 "失われます。消去も届きません）",
                 to);
  }
  fs::path building = to;
  building += kBuildingSuffix;
  if (auto made = create_folders(building); !made) return std::move(made).error();
  const auto lock = FileLock::try_acquire(building / kLockName, FileLock::Mode::kExclusive);
  if (!lock) return lock.error();
  auto manifest = [&]() -> Result<BackupManifest> {
    if (auto mine = keep_private(building, fs::perms::owner_all); !mine) return mine.error();
    if (auto cleared = clear_but(building, {kLockName}); !cleared) return cleared.error();
    auto copied = copy_and_check(folder, building, program);
    if (!copied) return copied;
    if (auto named = rename_durably(building, to); !named) return named.error();
    return copied;
  }();
  if (!manifest) (void)remove_tree(building);  // its own failure is the one to tell
  return manifest;
}

Result<BackupManifest> restore_backup(const fs::path& from, const fs::path& folder) {
  auto manifest = read_manifest(from);
  if (!manifest) return manifest;
  if (auto empty = expect_empty(folder); !empty) return std::move(empty).error();
  const fs::path restoring = folder / kRestoringFolder;
  if (auto made = create_folders(restoring); !made) return std::move(made).error();
  const auto lock = FileLock::try_acquire(restoring / kLockName, FileLock::Mode::kExclusive);
  if (!lock) return lock.error();
  if (auto restored = restore_into(from, folder, restoring, *manifest); !restored) {
    // The folder is as empty as it was. Failures here are not the ones to tell.
    (void)remove_tree(folder / kBackupAuditName);
    (void)remove_tree(restoring);
    return std::move(restored).error();
  }
  if (auto cleared = remove_tree(restoring); !cleared) return std::move(cleared).error();
  return manifest;
}

}  // namespace kizuki
