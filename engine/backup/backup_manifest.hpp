// What a backup holds, as its file manifest.json says it (docs/backup.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace kizuki {

inline constexpr std::string_view kBackupManifestName = "manifest.json";
/// The files that a backup may hold: the first always, the second when there is an audit log.
inline constexpr std::string_view kBackupLibraryName = "library.db";
inline constexpr std::string_view kBackupAuditName = "audit.db";

struct BackupFile {
  std::string name;  // kBackupLibraryName or kBackupAuditName
  std::uint64_t bytes = 0;
  std::string sha256;  // hex
};

struct BackupManifest {
  std::string made_at;                 // UTC
  std::string program;                 // that made it
  std::uint64_t library_sequence = 0;  // of the newest write that is in it
  std::uint64_t cases = 0;
  std::uint64_t audit_records = 0;  // 0 without an audit log
  std::vector<BackupFile> files;    // library.db first
};

std::string backup_manifest_json(const BackupManifest& manifest);

/// Any bytes are safe to give; names of other files than the two are refused. Errors: kCorrupt,
/// kVersionMismatch (a format that this program does not know).
Result<BackupManifest> parse_backup_manifest(std::string_view json);

}  // namespace kizuki
