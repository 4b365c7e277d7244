// What generations and updates have in common as folders: how their files are listed, sealed and
// removed. Inside engine/index only.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/index/manifest.hpp"

namespace kizuki {

/// True for what lies in the folder of a generation or update and is not listed in its manifest:
/// manifest, lock, and the updates of a generation. `path` is relative to the folder.
bool is_unlisted(std::string_view path);

/// Size and hash of every file below `folder` that the manifest lists, ascending by path.
Result<std::vector<ManifestFile>> describe_files(const std::filesystem::path& folder);

/// Writes manifest and lock file and syncs the whole tree.
Result<void> seal_draft(const std::filesystem::path& folder, std::string_view manifest);

/// Removes the folder of a generation or update. Renamed first, so that no moment shows half of it
/// under a valid name. False when a reader holds it, or when it is no such folder.
Result<bool> remove_unless_held(const std::filesystem::path& folder);

}  // namespace kizuki
