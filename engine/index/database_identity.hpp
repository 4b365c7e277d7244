// Makes a compacted Xapian database the same bytes every time, and its first file checkable.
#pragma once

#include <filesystem>
#include <string_view>

#include "engine/base/result.hpp"

namespace kizuki {

/// Xapian gives each database a random UUID (bytes 16 to 31 of `<folder>/iamglass`), the one thing
/// that keeps two builds of the same cases from being equal byte for byte. It is replaced by two
/// hashes, of `name` and of the rest of the file, so that databases of different names differ even
/// when they hold the same. The empty lock file of the compactor is removed. Errors: kNoSpace, kIo,
/// kCorrupt (no glass database of the layout known, that of 1.4).
Result<void> fix_database_identity(const std::filesystem::path& folder, std::string_view name);

/// Whether the file is as fix_database_identity left it. To be asked before Xapian opens the
/// database: it trusts the file, and a flipped bit there makes it crash. Errors: kCorrupt,
/// kNotFound, kPermissionDenied, kIo.
Result<void> check_database_identity(const std::filesystem::path& folder);

}  // namespace kizuki
