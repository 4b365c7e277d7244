// Which ids a source file has already given, in 16 bytes an id.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace kizuki {

/// An open-addressing table from a 64-bit hash of an id to the line where it stood first. Memory is
/// at most 48 bytes an id (16 when full, twice that while it grows). One a thread.
class SeenIds {
 public:
  /// The line of the first record with this id, or 0 when the id is new (it is remembered with
  /// `line`, which must not be 0). The hash is SHA-256 cut to 64 bits: among a million ids two
  /// different ones share it with a probability of 3·10^-8, and nobody can make such a pair at
  /// will.
  std::uint64_t first_line(std::string_view id, std::uint64_t line);

  std::size_t size() const { return size_; }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint64_t line = 0;  // 0 = free
  };
  Slot& slot_of(std::vector<Slot>& slots, std::uint64_t hash) const;
  void grow();

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace kizuki
