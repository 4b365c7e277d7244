// A connection to a port on loopback.
#pragma once

#include <cstdint>
#include <utility>

namespace kizuki {

/// Owns a socket, or none. Moves only.
class LoopbackSocket {
 public:
  LoopbackSocket() = default;
  /// Connects; `blocking` says how it reads and writes afterwards. Not open when that fails.
  explicit LoopbackSocket(std::uint16_t port, bool blocking);
  ~LoopbackSocket() { close(); }
  LoopbackSocket(LoopbackSocket&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)) {}
  LoopbackSocket& operator=(LoopbackSocket&& other) noexcept;
  LoopbackSocket(const LoopbackSocket&) = delete;
  LoopbackSocket& operator=(const LoopbackSocket&) = delete;

  bool is_open() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }
  void close();

 private:
  int descriptor_ = -1;
};

/// As many open files as the system allows this process. Returns how many those are.
std::uint64_t allow_many_files();

}  // namespace kizuki
