// The HTTP server: sockets, framing, limits, deadlines, draining. What a request means is the
// handler's business.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/clock.hpp"
#include "engine/base/result.hpp"
#include "server/http/http_message.hpp"

namespace kizuki {

/// Bounds on what a client may do. The times are total: a drip of bytes does not prolong them.
struct HttpLimits {
  std::size_t header_bytes = 16'384;  // request line and headers; more: 431
  std::size_t target_bytes = 2'048;   // more: 414
  std::size_t body_bytes = 262'144;   // more: 413
  std::size_t connections = 4'096;    // more are closed at once
  std::size_t queue = 256;            // requests that wait for a worker; more: 503
  /// Of a body that is too large, read away behind the answer: a browser reads it only when it has
  /// sent everything.
  std::size_t refused_body_bytes = 67'108'864;
  std::chrono::milliseconds idle{75'000};      // between two requests of a connection
  std::chrono::milliseconds header{10'000};    // from the first byte to the end of the headers
  std::chrono::milliseconds body{20'000};      // from there to the end of the body
  std::chrono::milliseconds work{10'000};      // from there to the answer
  std::chrono::milliseconds response{30'000};  // to take the answer
};

struct HttpServerSettings {
  std::string address = "127.0.0.1";  // an IP address; "::1" too
  std::uint16_t port = 8765;          // 0: any free one
  std::size_t io_threads = 1;
  std::size_t workers = 2;
  HttpLimits limits;
};

/// One request and the way back. Thread-safe in that whoever holds it may send, once.
class HttpExchange {
 public:
  virtual ~HttpExchange() = default;
  virtual const HttpRequest& request() const = 0;
  /// When the answer is no longer wanted. Work stops between two stages then.
  virtual const Deadline& deadline() const = 0;
  /// Sends the answer; what is sent after it is dropped. An exchange that dies unanswered answers
  /// 500.
  virtual void send(HttpResponse response) = 0;
};

/// What the server asks of the program. Every function may be called by several threads at once and
/// does not throw.
class HttpHandler {
 public:
  virtual ~HttpHandler() = default;
  /// On an I/O thread: the answer to what takes microseconds, nothing for what a worker must do.
  virtual std::optional<HttpResponse> answer_at_once(const HttpRequest& request) = 0;
  /// On worker thread `worker`; may hand the exchange on and return.
  virtual void answer(const std::shared_ptr<HttpExchange>& exchange, std::size_t worker) = 0;
  /// On an I/O thread: the answer to a POST whose body is larger than the limit; `request` is
  /// without it. The connection is closed behind the answer. Nothing: a plain 413.
  virtual std::optional<HttpResponse> too_large(const HttpRequest& /*request*/) {
    return std::nullopt;
  }
  /// On an I/O thread: the queue is full.
  virtual HttpResponse busy(const HttpRequest& request) = 0;
  /// The server ends and no worker is left: returns when no exchange is held any more.
  virtual void finish() {}
  /// On an I/O thread: an answer has gone out, `took` after the request had been received whole.
  /// Refusals of the framing count too, with the route "-".
  virtual void done(HttpMethod method, const HttpResponse& response,
                    std::chrono::microseconds took) = 0;
};

/// What the server is doing now.
struct HttpState {
  std::size_t connections = 0;
  std::size_t waiting = 0;           // requests in the queue
  std::uint64_t refused = 0;         // connections closed because there were too many
  std::uint64_t framing_errors = 0;  // requests refused before they were requests
};

/// A running server. Framing is strict (RFC 9112): conflicting or repeated lengths, both a length
/// and chunks, another coding than chunked, a line that ends in a bare LF, a missing or second
/// Host, a target that is no plain path are answered 400 and the connection is closed; so a proxy
/// in front never sees a request end elsewhere than we do. Thread-safe.
class HttpServer {
 public:
  /// Listens and serves until drain. `handler` outlives the server. Errors: kInvalidArgument (the
  /// address), kAlreadyExists (the port is in use), kPermissionDenied, kIo.
  static Result<std::unique_ptr<HttpServer>> start(const HttpServerSettings& settings,
                                                   HttpHandler& handler);
  /// As drain with no patience.
  virtual ~HttpServer() = default;

  virtual std::uint16_t port() const = 0;
  virtual HttpState state() const = 0;
  /// Takes no more connections, closes those that wait for a request, answers what has come in and
  /// closes behind it. Returns when all connections are gone, or after `patience`, when the rest is
  /// cut. Once only, as the last call.
  virtual void drain(std::chrono::milliseconds patience) = 0;
};

}  // namespace kizuki
