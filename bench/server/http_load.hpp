// Requests to a server on loopback, at their own times, and how long each answer took.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace kizuki {

struct HttpLoad {
  std::uint16_t port = 0;
  std::vector<std::string> requests;  // whole requests of HTTP/1.1, sent in turn; at least one
  std::size_t connections = 8;        // kept alive; one request at a time on each
  double seconds = 1;
  /// Requests a second, at random times (a Poisson process of a fixed seed): an open loop, where
  /// a slow answer does not hold back the next request. 0: a closed loop, each connection sends
  /// the next request when it has the answer to the last.
  double rate = 0;
  std::uint64_t seed = 1;
};

/// Whether the body of an answer is as it should be; null takes all.
using HttpBodyCheck = bool (*)(std::string_view body);

struct HttpLoadResult {
  std::vector<double> answer_ms;  // of requests answered 200, in the order of the answers
  std::uint64_t failed = 0;       // other status, or the connection ended before the answer
  std::uint64_t unanswered = 0;   // still open when the load ended and a second grace had passed
  double seconds = 0;             // from the first request to the last answer
  double client_cpu_seconds = 0;  // of this thread

  double rate() const { return static_cast<double>(answer_ms.size()) / seconds; }
};

/// Runs the load on the calling thread (epoll). In an open loop the time of an answer counts from
/// when its request was due, also while it waited for a free connection, so that a stall of the
/// server is seen by all requests that it held up. Answers must have a Content-Length. `accepts` is
/// asked of each body with status 200; false counts as failed.
/// Errors: kInvalidArgument (no request, no connection, no time), kIo (no connection is made).
Result<HttpLoadResult> run_http_load(const HttpLoad& load, HttpBodyCheck accepts = nullptr);

/// A POST of `body` as application/json, or a GET when it is empty. `more_headers`: lines with
/// their line ends.
std::string http_request(std::string_view target, std::string_view body = {},
                         std::string_view more_headers = {});

}  // namespace kizuki
