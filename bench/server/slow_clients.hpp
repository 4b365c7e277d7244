// Clients that hold connections: idle ones, and ones that send a byte at a time.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

#include "bench/server/socket.hpp"

namespace kizuki {

/// Opens `count` connections, each with one answered request behind it, and keeps them. Returns
/// those that could be opened.
std::vector<LoopbackSocket> idle_connections(std::uint16_t port, std::size_t count);

/// As many connections, each of which sends the head of a request a byte a second and opens again
/// when the server has closed it. They stop with the object.
class SlowDrips {
 public:
  SlowDrips(std::uint16_t port, std::size_t count);
  ~SlowDrips();
  SlowDrips(const SlowDrips&) = delete;
  SlowDrips& operator=(const SlowDrips&) = delete;

 private:
  void drip();

  std::uint16_t port_;
  std::vector<LoopbackSocket> sockets_;
  std::vector<std::size_t> sent_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

}  // namespace kizuki
