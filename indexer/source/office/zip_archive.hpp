// The ZIP archives that office documents are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace kizuki {

/// An entry being inflated. One a thread; ends with its archive at the latest.
class ZipEntry {
 public:
  ~ZipEntry();
  ZipEntry(ZipEntry&&) noexcept;
  ZipEntry& operator=(ZipEntry&&) noexcept;

  /// Writes 1 to `capacity` bytes to `out` and returns their number; 0 at the end. Errors:
  /// kInvalidArgument (damaged), kLimitExceeded (more comes out than open_entry was told to allow).
  Result<std::size_t> read(char* out, std::size_t capacity);

 private:
  friend class ZipArchive;
  struct State;
  explicit ZipEntry(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// An archive in memory. Names are looked up without regard to case, and never used as paths. One a
/// thread.
class ZipArchive {
 public:
  /// Errors: kInvalidArgument (no archive, or a damaged one).
  static Result<ZipArchive> open(std::string bytes);
  ~ZipArchive();
  ZipArchive(ZipArchive&&) noexcept;
  ZipArchive& operator=(ZipArchive&&) noexcept;

  /// Bytes of the archive itself.
  std::uint64_t size() const;
  bool has(std::string_view name) const;
  /// Bytes that an entry says it inflates to; 0 when there is none. It may lie.
  std::uint64_t size_of(std::string_view name) const;
  /// Errors: kInvalidArgument (no such entry, encrypted, damaged).
  Result<ZipEntry> open_entry(std::string_view name, std::uint64_t limit_bytes) const;

 private:
  struct State;
  explicit ZipArchive(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kizuki
