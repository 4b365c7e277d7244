// From an older file to the newest version: ordered steps, one transaction, a copy first.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/library/database.hpp"

namespace kizuki {

/// Brings a library from `version` - 1 to `version`. Released steps are never changed.
struct Migration {
  std::uint32_t version;
  std::function<Result<void>(const Database&)> apply;
};

/// What a file is, seen from a list of steps.
enum class FileAge : std::uint8_t { kEmpty, kOlder, kCurrent };

/// Errors: kCorrupt (no library of Kizuki, or a damaged one), kVersionMismatch (newer than the last
/// step).
Result<FileAge> file_age(const Database& database, const std::vector<Migration>& steps);

/// Makes an empty file a library and an older one current, in one transaction; before that, an
/// older one is copied to "<file>.before-v<N>", N being the version that it is about to get. The
/// caller holds the write turn. Errors: as file_age and Database; the file is then as it was.
Result<void> bring_up_to_date(const Database& database, const std::vector<Migration>& steps);

/// Kind, name and SQL of every table and index, in one text.
Result<std::string> schema_text(const Database& database);

/// schema_text of a library that `steps` made from nothing.
Result<std::string> expected_schema_text(const std::vector<Migration>& steps);

}  // namespace kizuki
