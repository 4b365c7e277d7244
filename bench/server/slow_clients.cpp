#include "bench/server/slow_clients.hpp"

#include <array>
#include <chrono>
#include <string_view>
#include <sys/socket.h>
#include <utility>

namespace kizuki {
namespace {

constexpr std::string_view kHead =
    "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
constexpr std::string_view kWhole = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
/// All sockets get their byte in this many steps of a second.
constexpr std::size_t kSteps = 50;

bool send_all(const LoopbackSocket& socket, std::string_view bytes) {
  return ::send(socket.descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(bytes.size());
}

}  // namespace

std::vector<LoopbackSocket> idle_connections(std::uint16_t port, std::size_t count) {
  std::vector<LoopbackSocket> sockets;
  std::array<char, 4096> answer{};
  for (std::size_t i = 0; i < count; ++i) {
    LoopbackSocket socket(port, true);
    if (!socket.is_open() || !send_all(socket, kWhole)) break;
    if (::recv(socket.descriptor(), answer.data(), answer.size(), 0) <= 0) break;
    sockets.push_back(std::move(socket));
  }
  return sockets;
}

SlowDrips::SlowDrips(std::uint16_t port, std::size_t count)
    : port_(port), sockets_(count), sent_(count, 0), thread_([this] { drip(); }) {}

SlowDrips::~SlowDrips() {
  stop_ = true;
  thread_.join();
}

void SlowDrips::drip() {
  for (std::size_t step = 0; !stop_; step = (step + 1) % kSteps) {
    for (std::size_t i = step; i < sockets_.size(); i += kSteps) {
      if (!sockets_[i].is_open()) {
        sockets_[i] = LoopbackSocket(port_, false);
        sent_[i] = 0;
      }
      if (!sockets_[i].is_open()) continue;
      const std::string_view byte = kHead.substr(sent_[i]++ % kHead.size(), 1);
      if (!send_all(sockets_[i], byte)) sockets_[i].close();
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1000 / kSteps));
  }
}

}  // namespace kizuki
