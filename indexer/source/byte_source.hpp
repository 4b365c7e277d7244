// Where the bytes of a source come from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "engine/base/result.hpp"

namespace kizuki {

/// Bytes that can be read in order, and again from the start. One a thread.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  /// Writes 1 to `capacity` (at least 1) bytes to `out` and returns their number; 0 at the end.
  /// Errors: kIo.
  virtual Result<std::size_t> read(char* out, std::size_t capacity) = 0;
  /// Goes back to the first byte. Errors: kIo.
  virtual Result<void> rewind() = 0;
  /// Size in bytes when it was opened.
  virtual std::uint64_t size() const = 0;
};

/// The bytes of a regular file. Never waits for a writer, as opening a pipe would. Errors:
/// kNotFound, kPermissionDenied, kInvalidArgument (a folder or a special file), kIo.
Result<std::unique_ptr<ByteSource>> open_file_bytes(const std::filesystem::path& path);

/// Bytes in memory: what came over the network, a test's input.
std::unique_ptr<ByteSource> memory_bytes(std::string bytes);

}  // namespace kizuki
