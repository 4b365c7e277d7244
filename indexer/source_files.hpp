// Which files a list of paths stands for.
#pragma once

#include <filesystem>
#include <vector>

#include "engine/base/result.hpp"

namespace kizuki {

/// `path` itself when it is no folder; otherwise the files below it with an ending that a reader
/// knows (.jsonl .ndjson .json .csv .tsv .xlsx .xlsm .docx .pdf), sorted by path, hidden ones left
/// out. Texts
/// (.txt .md) are taken when they are named only: folders have such files about themselves.
/// Symbolic links to folders are not followed. Errors: kNotFound (also for a folder without such a
/// file), kPermissionDenied.
Result<std::vector<std::filesystem::path>> source_files(const std::filesystem::path& path);

}  // namespace kizuki
