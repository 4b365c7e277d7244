// The fixed bytes at the beginning of the library's file.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "engine/base/result.hpp"

namespace kizuki {

/// The first `bytes` bytes of an SQLite file, fewer when it is shorter. Read through SQLite,
/// because a file that a process closes takes all of the process's locks on it along (POSIX), those
/// of its connections too: a writer elsewhere then believes that nobody reads, and removes the
/// write-ahead log under them. Errors: kNotFound, kPermissionDenied, kIo.
Result<std::string> read_database_head(const std::filesystem::path& file, std::size_t bytes);

/// Whether the bytes of SQLite's file header that are the same in every library are so: the ones
/// that SQLite itself reads past. False also when the file is shorter than the header. To be asked
/// only while the write-ahead log holds nothing, since a newer header may stand there. Errors:
/// kNotFound, kPermissionDenied, kIo.
Result<bool> has_library_header(const std::filesystem::path& file);

}  // namespace kizuki
