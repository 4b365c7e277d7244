// What must be kept elsewhere, and how it comes back.
#pragma once

#include <filesystem>
#include <string_view>

#include "engine/backup/backup_manifest.hpp"
#include "engine/base/result.hpp"

namespace kizuki {

/// Copies what cannot be made again of the index folder `folder`, the library and the audit log, to
/// the new folder `to`, for its owner alone. Others go on reading and writing: the copy of the
/// library is one state of it, with all that was acknowledged when the call began, and so is that
/// of the log, which is at least as new. `to` gets its name only when both copies were opened,
/// checked with all their hashes, and synced; a run that was killed leaves `<to>.building`, which
/// the next one clears away. The index itself is a cache and is not copied.
///
/// Errors: kAlreadyExists (`to` is there), kInvalidArgument (`to` lies in `folder`: erasures would
/// not reach it there, and a lost disk would take both), kLocked (another backup to `to` is
/// running), kCorrupt (the library or the log is damaged; no backup is made, so that a bad one
/// never takes the place of a good one), kNotFound (there is no library), and those of the library
/// and of files.
Result<BackupManifest> make_backup(const std::filesystem::path& folder,
                                   const std::filesystem::path& to, std::string_view program);

/// Puts the backup `from` into `folder`, which is not there yet or empty. Each file is compared
/// with the manifest's hash and then checked with its own; the library, without which a folder
/// holds nothing, is moved into place last. What a killed run left (`restoring`) is cleared away.
/// The index has to be built afterwards.
///
/// What was erased after the backup was made is in it again: whoever restores has to erase it once
/// more.
///
/// Errors: kNotFound (there is no backup), kAlreadyExists (`folder` is not empty), kCorrupt (a file
/// differs from the manifest, or is damaged), kVersionMismatch, and those of files.
Result<BackupManifest> restore_backup(const std::filesystem::path& from,
                                      const std::filesystem::path& folder);

}  // namespace kizuki
