// Files beside the library that are made from what cases say and can be made again at any time.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/library/library.hpp"

namespace kizuki {

/// The folder of these files within the library's. It goes as a whole with every erasure, before
/// the tombstone counts as scrubbed: no file in it can keep what was erased.
std::filesystem::path derived_folder(const std::filesystem::path& library_folder);

/// Writes a file there in one piece, readable for its owner alone, then looks whether all of
/// `cases` still stand; when one does not, the file goes again: an erasure either sees the file, or
/// is seen. Errors: those of FileWriter and of the library.
/// `bytes` should be sealed(), so that damage is told.
Result<void> store_derived(const Library& library, const std::filesystem::path& library_folder,
                           std::string_view name, std::string_view bytes,
                           const std::vector<std::string>& cases);

/// `bytes` with the XXH3 of all of them behind.
std::string sealed(std::string bytes);
/// What was sealed; nothing when the hash does not match. A view into `bytes`.
std::optional<std::string_view> unsealed(std::string_view bytes);

/// Names the files there whose hash does not match, ascending. They do no harm: whoever opens one
/// makes it anew. Errors: kIo (the folder cannot be listed).
Result<std::vector<std::string>> damaged_derived_files(const std::filesystem::path& library_folder);

}  // namespace kizuki
