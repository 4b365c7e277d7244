// The fixed bytes at the beginning of the library's file.
#pragma once

#include <filesystem>

#include "engine/base/result.hpp"

namespace kizuki {

/// Whether the bytes of SQLite's file header that are the same in every library are so: the ones
/// that SQLite itself reads past. False also when the file is shorter than the header. To be asked
/// only while the write-ahead log holds nothing, since a newer header may stand there. Errors:
/// kNotFound, kPermissionDenied, kIo.
Result<bool> has_library_header(const std::filesystem::path& file);

}  // namespace kizuki
