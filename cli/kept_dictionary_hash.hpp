// What the system dictionary hashed to when the index was last written, kept beside the library.
#pragma once

#include <filesystem>

#include "engine/base/result.hpp"
#include "engine/library/library.hpp"
#include "engine/text/fingerprint.hpp"

namespace kizuki {

/// Nothing known when there is none, or it is damaged. Any bytes there are safe to read.
DictionaryHash read_dictionary_hash(const std::filesystem::path& index);

/// Goes with the next erasure, like all files there (derived_files.hpp), though it tells of no
/// case. Errors: those of store_derived.
Result<void> keep_dictionary_hash(const Library& library, const std::filesystem::path& index,
                                  const DictionaryHash& hash);

}  // namespace kizuki
