// The library's tables: application id, version, the steps that make them. docs/library.md
// describes every table and column.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/library/migration.hpp"

namespace kizuki {

/// "KZKL" in SQLite's application_id field.
constexpr std::int64_t kLibraryApplicationId = 0x4B5A4B4C;

/// What `cases.state` says. The numbers lie in the file.
enum class CaseState : std::uint8_t { kPresent = 1, kRemoved = 2, kErased = 3 };

/// The steps from an empty file to the newest version, ascending from 1.
const std::vector<Migration>& library_migrations();

}  // namespace kizuki
