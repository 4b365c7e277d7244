// Bytes that are collected now and read later, in bounded memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/result.hpp"

namespace kizuki {

/// What is to be used when the last of it is known, such as a part of a file whose place lies
/// behind parts of unknown length: the first bytes stay in memory, from `most_in_memory` on all lie
/// in a temporary file. After a failed call every other fails too. One a thread.
class Spool {
 public:
  static constexpr std::size_t kMostInMemory = std::size_t{1} << 20U;

  /// `file`: the temporary one, made when it is needed, removed by clear, by write_to or with the
  /// spool.
  explicit Spool(std::filesystem::path file, std::size_t most_in_memory = kMostInMemory);
  ~Spool();
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  /// Errors: those of FileWriter.
  Result<void> append(std::string_view bytes);
  std::uint64_t size() const { return size_; }
  /// xxh3 of all bytes.
  std::uint64_t hash() const { return hash_.digest(); }
  /// Hands all bytes to `take` in order, as often as it is called; nothing may be appended
  /// afterwards. Errors: those of FileWriter, of read_file_in_chunks; kCorrupt, after the last
  /// byte, when the temporary file is not what was written.
  Result<void> read(const std::function<void(std::string_view)>& take);
  /// Writes all bytes behind what `out` has and clears. Errors: as read.
  Result<void> write_to(FileWriter& out);
  /// Forgets the bytes; nothing may be called afterwards.
  void clear();

 private:
  std::filesystem::path file_;
  std::size_t most_in_memory_;
  std::string memory_;
  std::optional<FileWriter> spilled_;
  bool closed_ = false;  // what was spilled
  std::optional<Error> not_created_;
  std::uint64_t size_ = 0;
  Xxh3 hash_;
};

}  // namespace kizuki
