#include "bench/server/http_load.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

/// Answers on one connection at a time; the first request only after `stall`. Every tenth answer is
/// a 503 when `refuses`.
class SlowServer {
 public:
  explicit SlowServer(std::chrono::milliseconds stall, bool refuses = false)
      : stall_(stall), refuses_(refuses) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);  // NOLINT: as the system takes it
    EXPECT_EQ(::bind(listener_, generic, sizeof address), 0);
    EXPECT_EQ(::listen(listener_, 4), 0);
    ::getsockname(listener_, generic, &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~SlowServer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  SlowServer(const SlowServer&) = delete;
  SlowServer& operator=(const SlowServer&) = delete;

  std::uint16_t port() const { return port_; }
  int requests() const { return requests_; }

 private:
  void serve() {
    for (;;) {
      const int peer = ::accept(listener_, nullptr, nullptr);
      if (peer < 0) return;
      std::array<char, 4096> bytes{};
      while (::recv(peer, bytes.data(), bytes.size(), 0) > 0) {
        if (requests_++ == 0) std::this_thread::sleep_for(stall_);
        const std::string answer =
            refuses_ && requests_ % 10 == 0
                ? "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
                : "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood";
        ::send(peer, answer.data(), answer.size(), MSG_NOSIGNAL);
      }
      ::close(peer);
    }
  }

  std::chrono::milliseconds stall_;
  bool refuses_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<int> requests_{0};
  std::thread thread_;
};

HttpLoad load_of(const SlowServer& server) {
  HttpLoad load;
  load.port = server.port();
  load.requests = {http_request("/x")};
  load.connections = 1;
  load.seconds = 0.6;
  return load;
}

TEST(HttpLoad, AnOpenLoopCountsWhatAStallHeldUp) {
  const SlowServer server(std::chrono::milliseconds(300));
  HttpLoad load = load_of(server);
  load.rate = 200;
  const auto result = run_http_load(load);
  ASSERT_TRUE(succeeded(result));
  EXPECT_EQ(result->failed, 0U);
  EXPECT_EQ(result->unanswered, 0U);
  // About 120 requests, of which those of the first 300 ms waited.
  EXPECT_GT(result->answer_ms.size(), 60U);
  EXPECT_LT(result->answer_ms.size(), 240U);
  const auto slow = std::count_if(result->answer_ms.begin(), result->answer_ms.end(),
                                  [](double ms) { return ms > 100; });
  EXPECT_GT(slow, 15);
}

TEST(HttpLoad, AClosedLoopSendsTheNextWhenItHasTheLast) {
  const SlowServer server(std::chrono::milliseconds(0));
  const auto result = run_http_load(load_of(server));
  ASSERT_TRUE(succeeded(result));
  EXPECT_EQ(result->answer_ms.size(), static_cast<std::size_t>(server.requests()));
  EXPECT_GT(result->answer_ms.size(), 10U);
  EXPECT_GT(result->rate(), 0);
}

TEST(HttpLoad, RefusalsAndUnfitBodiesFail) {
  const SlowServer refusing(std::chrono::milliseconds(0), true);
  const auto refused = run_http_load(load_of(refusing));
  ASSERT_TRUE(succeeded(refused));
  EXPECT_EQ(refused->failed, static_cast<std::uint64_t>(refusing.requests()) / 10);
  const SlowServer server(std::chrono::milliseconds(0));
  const auto unfit = run_http_load(load_of(server), [](std::string_view body) {
    EXPECT_EQ(body, "good");
    return false;
  });
  ASSERT_TRUE(succeeded(unfit));
  EXPECT_TRUE(unfit->answer_ms.empty());
  EXPECT_GT(unfit->failed, 10U);
}

TEST(HttpLoad, WhatCannotBeDoneIsRefused) {
  EXPECT_EQ(failure_name(run_http_load({})), "invalid_argument");
  HttpLoad load;
  load.port = 1;
  load.requests = {"x"};
  EXPECT_NE(failure_name(run_http_load(load)), "ok");
}

TEST(HttpLoad, WritesRequests) {
  EXPECT_EQ(http_request("/a"), "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(http_request("/a", "{}", "X: y\r\n"),
            "POST /a HTTP/1.1\r\nHost: localhost\r\nX: y\r\nContent-Type: "
            "application/json\r\nContent-Length: 2\r\n\r\n{}");
}

}  // namespace
}  // namespace kizuki
