#include "tests/support/http_client.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>

namespace kizuki::test {
namespace {

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

}  // namespace

std::string HttpAnswer::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return "";
}

HttpClient::HttpClient(std::uint16_t port, std::chrono::milliseconds patience)
    : patience_(patience) {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  // The form in which the system takes an address.
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);  // NOLINT
  if (::connect(socket_, generic, sizeof address) != 0) {
    ::close(socket_);
    socket_ = -1;
    throw std::runtime_error("connect");
  }
}

HttpClient::~HttpClient() {
  if (socket_ >= 0) ::close(socket_);
}

bool HttpClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool HttpClient::fill() {
  pollfd waiting{socket_, POLLIN, 0};
  if (::poll(&waiting, 1, static_cast<int>(patience_.count())) <= 0) return false;
  std::array<char, 65536> chunk{};
  const ssize_t got = ::recv(socket_, chunk.data(), chunk.size(), 0);
  if (got <= 0) return false;
  buffer_.append(chunk.data(), static_cast<std::size_t>(got));
  return true;
}

HttpAnswer HttpClient::receive(bool head_only) {
  HttpAnswer answer;
  std::size_t end = buffer_.find("\r\n\r\n");
  while (end == std::string::npos) {
    if (!fill()) return answer;
    end = buffer_.find("\r\n\r\n");
  }
  const std::string head = buffer_.substr(0, end + 2);
  buffer_.erase(0, end + 4);
  std::size_t at = head.find("\r\n");
  answer.status = std::atoi(head.substr(9, 3).c_str());  // NOLINT: "HTTP/1.1 200 OK"
  std::size_t length = 0;
  for (at += 2; at < head.size();) {
    const std::size_t line_end = head.find("\r\n", at);
    const std::string line = head.substr(at, line_end - at);
    const std::size_t colon = line.find(':');
    const std::size_t value = std::min(line.find_first_not_of(' ', colon + 1), line.size());
    answer.headers.emplace_back(lower(line.substr(0, colon)), line.substr(value));
    if (answer.headers.back().first == "content-length") {
      length = std::strtoul(answer.headers.back().second.c_str(), nullptr, 10);
    }
    at = line_end + 2;
  }
  if (head_only) return answer;
  while (buffer_.size() < length) {
    if (!fill()) return HttpAnswer();
  }
  answer.body = buffer_.substr(0, length);
  buffer_.erase(0, length);
  return answer;
}

bool HttpClient::closed_within(std::chrono::milliseconds patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(left.count())) <= 0) return false;
    std::array<char, 4096> chunk{};
    if (::recv(socket_, chunk.data(), chunk.size(), 0) <= 0) return true;
  }
}

HttpAnswer HttpClient::get(const std::string& target, const std::string& more_headers) {
  send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + more_headers + "\r\n");
  return receive();
}

HttpAnswer HttpClient::post(const std::string& target, const std::string& type,
                            const std::string& body, const std::string& more_headers) {
  send("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type +
       "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + more_headers + "\r\n" +
       body);
  return receive();
}

}  // namespace kizuki::test
