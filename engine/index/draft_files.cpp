#include "engine/index/draft_files.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/base/file_lock.hpp"
#include "engine/base/hash.hpp"
#include "engine/index/format.hpp"

namespace kizuki {
namespace fs = std::filesystem;
namespace {

Result<void> write_plain_file(const fs::path& file, std::string_view bytes) {
  auto out = FileWriter::create(file);
  if (!out) return std::move(out).error();
  if (auto written = out->write(bytes); !written) return written;
  return out->close(false);  // synced with the tree
}

}  // namespace

bool is_unlisted(std::string_view path) {
  return path == kManifestFile || path == kGenerationLockFile ||
         path.substr(0, path.find('/')) == kUpdatesFolder;
}

Result<std::vector<ManifestFile>> describe_files(const fs::path& folder) {
  std::vector<ManifestFile> files;
  std::error_code failure;
  fs::recursive_directory_iterator entry(folder, failure);
  for (; !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
    const fs::file_status status = entry->symlink_status(failure);
    if (failure) break;
    std::string path = entry->path().lexically_relative(folder).generic_string();
    if (is_unlisted(path)) {
      if (fs::is_directory(status)) entry.disable_recursion_pending();
      continue;
    }
    if (fs::is_directory(status)) continue;
    if (!fs::is_regular_file(status)) {
      return Error{ErrorCode::kInternal,
                   "索引にふつうでないファイルがあります",
                   entry->path().string(),
                   0,
                   "",
                   ""};
    }
    const std::uint64_t bytes = entry->file_size(failure);
    if (failure) break;
    auto sha256 = sha256_file_hex(entry->path());
    if (!sha256) return std::move(sha256).error();
    files.push_back({std::move(path), bytes, std::move(*sha256)});
  }
  if (failure) return system_error(failure.value(), "世代を調べられません", folder.string());
  std::sort(files.begin(), files.end(),
            [](const ManifestFile& a, const ManifestFile& b) { return a.path < b.path; });
  return files;
}

Result<void> seal_draft(const fs::path& folder, std::string_view manifest) {
  if (auto written = write_plain_file(folder / kManifestFile, manifest); !written) return written;
  if (auto written = write_plain_file(folder / kGenerationLockFile, ""); !written) return written;
  return sync_tree(folder);
}

Result<bool> remove_unless_held(const fs::path& folder) {
  auto lock = FileLock::try_acquire(folder / kGenerationLockFile, FileLock::Mode::kExclusive);
  if (!lock) {
    const ErrorCode code = lock.error().code;
    if (code == ErrorCode::kLocked || code == ErrorCode::kNotFound) return false;
    return std::move(lock).error();
  }
  fs::path removing = folder;
  removing += kRemovingSuffix;
  if (auto renamed = rename_durably(folder, removing); !renamed) return std::move(renamed).error();
  if (auto removed = remove_tree(removing); !removed) return std::move(removed).error();
  return true;
}

}  // namespace kizuki
