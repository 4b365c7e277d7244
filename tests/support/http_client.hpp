// A client that sends exactly what it is told: tests of the server must be able to misbehave.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kizuki::test {

struct HttpAnswer {
  int status = 0;  // 0: the connection ended before an answer
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;

  std::string header(std::string_view name) const;
};

/// A connection to 127.0.0.1. One a thread. Waits at most `patience` for bytes.
class HttpClient {
 public:
  explicit HttpClient(std::uint16_t port,
                      std::chrono::milliseconds patience = std::chrono::seconds(10));
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// False when the other side has closed.
  bool send(std::string_view bytes);
  /// The next answer; `head_only` after a HEAD.
  HttpAnswer receive(bool head_only = false);
  /// Waits for the other side to close; false when it does not within `patience`.
  bool closed_within(std::chrono::milliseconds patience);

  HttpAnswer get(const std::string& target, const std::string& more_headers = "");
  HttpAnswer post(const std::string& target, const std::string& type, const std::string& body,
                  const std::string& more_headers = "");

 private:
  bool fill();

  std::chrono::milliseconds patience_;
  int socket_ = -1;
  std::string buffer_;
};

}  // namespace kizuki::test
