// Files that survive a crash: read whole with a limit, write beside and rename, sync.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace kizuki {

/// All bytes of a regular file of at most `limit_bytes`. Errors: kNotFound, kPermissionDenied,
/// kInvalidArgument (a folder or a special file), kLimitExceeded, kIo.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit_bytes);

/// Hands all bytes to `take` in order, in chunks of at most 1 MiB. Errors as read_file.
Result<void> read_file_in_chunks(const std::filesystem::path& path,
                                 const std::function<void(std::string_view)>& take);

/// Replaces `path` by `bytes` so that a reader, or a machine that loses power, finds the old or the
/// new content, never a mix: writes "<path>.tmp", syncs it, renames, syncs the folder. The
/// temporary is removed on failure. Errors: kNoSpace, kPermissionDenied, kNotFound, kIo.
Result<void> write_file_atomically(const std::filesystem::path& path, std::string_view bytes);

/// fsync of one file or folder. A failed fsync is final: the kernel may have dropped the page, so
/// the caller must give the file up instead of trying again (reliability: PostgreSQL's lesson).
Result<void> sync_path(const std::filesystem::path& path);

/// sync_path of every regular file below `folder`, then of every folder, deepest first.
Result<void> sync_tree(const std::filesystem::path& folder);

/// Atomic rename of a file or folder, then sync of the target's folder.
Result<void> rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);

/// Creates a folder and its missing parents. Succeeds when it exists. Errors: kAlreadyExists (as a
/// file), kPermissionDenied, kNoSpace, kIo.
Result<void> create_folders(const std::filesystem::path& folder);

/// Removes a file or a whole tree; succeeds when there is none.
Result<void> remove_tree(const std::filesystem::path& path);

/// A file open for writing from its beginning, buffered (64 KiB), closed by the destructor. After a
/// failed write every call fails with that error: a gap in the file never goes unseen. One a
/// thread.
class FileWriter {
 public:
  /// Creates or truncates `path`.
  static Result<FileWriter> create(const std::filesystem::path& path);
  ~FileWriter();
  FileWriter(FileWriter&& other) noexcept;
  FileWriter& operator=(FileWriter&& other) noexcept;

  Result<void> write(std::string_view bytes);
  /// Puts `bytes` in the place of those from `at` on, which must have been written already: what a
  /// header can only say at the end. Flushes the buffer.
  Result<void> overwrite(std::uint64_t at, std::string_view bytes);
  /// Bytes accepted so far.
  std::uint64_t size() const { return size_; }
  /// Writes the buffer out, syncs when `sync`, closes. Without it the content is undefined.
  Result<void> close(bool sync);

 private:
  FileWriter(int descriptor, std::filesystem::path path);
  Result<void> put(std::string_view bytes);

  int descriptor_ = -1;
  std::filesystem::path path_;
  std::string buffer_;
  std::uint64_t size_ = 0;
  std::optional<Error> failure_;
};

/// A read-only memory map of a whole file; empty for an empty file. The bytes stay valid while the
/// object lives, also when the file is unlinked. Immutable and shared.
class MappedFile {
 public:
  static Result<MappedFile> open(const std::filesystem::path& path);
  MappedFile() = default;
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;

  std::string_view bytes() const { return {data_, size_}; }

  /// Hands `part` of bytes() to `take` in pieces of kPieceBytes (the last one shorter), and lets go
  /// of the memory behind each: who checks a large file once does not keep all of it resident. The
  /// bytes stay valid and come back where they are used.
  void read_through(std::string_view part, const std::function<void(std::string_view)>& take) const;
  static constexpr std::size_t kPieceBytes = std::size_t{4} << 20U;

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace kizuki
