// Files beside the library that are made from what cases say and can be made again at any time.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/library/library.hpp"

namespace kizuki {

/// The folder of these files within the library's. It goes as a whole with every erasure, before
/// the tombstone counts as scrubbed: no file in it can keep what was erased.
std::filesystem::path derived_folder(const std::filesystem::path& library_folder);

/// Writes a file there in one piece, then looks whether all of `cases` still stand; when one does
/// not, the file goes again: an erasure either sees the file, or is seen. Errors: those of
/// write_file_atomically and of the library.
Result<void> store_derived(const Library& library, const std::filesystem::path& library_folder,
                           std::string_view name, std::string_view bytes,
                           const std::vector<std::string>& cases);

}  // namespace kizuki
