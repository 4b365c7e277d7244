#include "engine/backup/backup_manifest.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/json.hpp"

namespace kizuki {
namespace {

constexpr int kFormat = 1;
constexpr std::size_t kHashDigits = 64;

Error damaged() {
  Error error;
  error.code = ErrorCode::kCorrupt;
  error.message = "控えの目録が壊れています。ほかの控えを使ってください";
  return error;
}

bool is_hash(std::string_view text) {
  return text.size() == kHashDigits &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// A member that is a number of at least 0.
bool read_number(const Json& from, std::string_view name, std::uint64_t& into) {
  const std::int64_t number = from.int_or(name, -1);
  into = static_cast<std::uint64_t>(number);
  return number >= 0;
}

bool read_files(const Json& manifest, std::vector<BackupFile>& files) {
  const Json* const listed = manifest.find("files");
  if (listed == nullptr || !listed->is_array()) return false;
  const std::vector<std::string_view> names = {kBackupLibraryName, kBackupAuditName};
  if (listed->as_array().empty() || listed->as_array().size() > names.size()) return false;
  for (const Json& entry : listed->as_array()) {
    BackupFile& file = files.emplace_back();
    file.name = entry.string_or("name", "");
    file.sha256 = entry.string_or("sha256", "");
    const bool in_place = file.name == names[files.size() - 1];
    if (!in_place || !is_hash(file.sha256) || !read_number(entry, "bytes", file.bytes)) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::string backup_manifest_json(const BackupManifest& manifest) {
  JsonArray files;
  for (const BackupFile& file : manifest.files) {
    files.emplace_back(
        JsonObject{{"name", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}});
  }
  const Json json =
      JsonObject{{"format", kFormat},           {"made_at", manifest.made_at},
                 {"program", manifest.program}, {"library_sequence", manifest.library_sequence},
                 {"cases", manifest.cases},     {"audit_records", manifest.audit_records},
                 {"files", std::move(files)}};
  return json.dump_pretty() + "\n";
}

Result<BackupManifest> parse_backup_manifest(std::string_view json) {
  const auto read = parse_json(json);
  if (!read || !read->is_object()) return damaged();
  const std::int64_t format = read->int_or("format", 0);
  if (format > kFormat) {
    Error error;
    error.code = ErrorCode::kVersionMismatch;
    error.message = "新しい版の Kizuki が取った控えです。プログラムを新しくしてください";
    return error;
  }
  BackupManifest manifest;
  manifest.made_at = read->string_or("made_at", "");
  manifest.program = read->string_or("program", "");
  const bool whole = format == kFormat && !manifest.made_at.empty() &&
                     read_number(*read, "library_sequence", manifest.library_sequence) &&
                     read_number(*read, "cases", manifest.cases) &&
                     read_number(*read, "audit_records", manifest.audit_records) &&
                     read_files(*read, manifest.files);
  if (!whole) return damaged();
  return manifest;
}

}  // namespace kizuki
