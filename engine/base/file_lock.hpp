// One holder at a time, across processes.
#pragma once

#include <filesystem>

#include "engine/base/result.hpp"

namespace kizuki {

/// An advisory lock on a file, held until the object dies or the process does, however it does.
/// The lock belongs to the open file description (flock), so that it also keeps apart two objects
/// of one process. The file stays: deleting a lock file would let two holders in.
class FileLock {
 public:
  enum class Mode { kShared, kExclusive };

  /// Takes the lock at once or fails with kLocked; creates the file when missing. On a read-only
  /// disk a shared lock is taken on the file as it is. Errors: kLocked, kNotFound,
  /// kPermissionDenied, kNoSpace, kIo.
  static Result<FileLock> try_acquire(const std::filesystem::path& path, Mode mode);

  ~FileLock();
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace kizuki
