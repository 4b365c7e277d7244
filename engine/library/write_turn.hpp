// Turns among writers, so that a busy one does not keep the others out.
#pragma once

#include <filesystem>

#include "engine/base/file_lock.hpp"
#include "engine/base/result.hpp"

namespace kizuki {

/// Waits up to 10 s for the turn to ask for a library's write lock, kept in `<library>-turn`. Every
/// writer takes the turn before BEGIN IMMEDIATE and gives it back when the transaction has begun:
/// who waits for the write lock holds the turn, so the one that writes cannot begin its next
/// transaction before it. SQLite alone is not fair: a writer that begins again at once would hold
/// off one that polls for longer than its patience. Also serialises creation and migration, because
/// SQLite does not wait for locks when it turns the write-ahead log on.
/// Errors: kLocked, kPermissionDenied, kNoSpace, kIo.
Result<FileLock> take_write_turn(const std::filesystem::path& library_file);

}  // namespace kizuki
