// What erased content leaves behind in SQLite's files, and its removal.
#pragma once

#include "engine/library/database.hpp"

namespace kizuki {

/// After committed erasures: removes the folder of derived files, overwrites the pages of the
/// library file and empties the write-ahead log, which still holds the pages as they were; then
/// marks the tombstones scrubbed. Does nothing when all are. Takes the write turn. kLocked when
/// readers kept the log in use for 10 s.
Result<void> scrub_erased(const Database& database);

}  // namespace kizuki
