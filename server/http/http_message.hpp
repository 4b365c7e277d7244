// A request and its answer as the rest of the server sees them, whatever library speaks HTTP.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kizuki {

enum class HttpMethod : std::uint8_t { kGet, kHead, kPost };

/// A request that has passed every check of framing: what is here was received whole.
struct HttpRequest {
  HttpMethod method = HttpMethod::kGet;
  /// Decoded; begins with "/", valid UTF-8, no control characters, no "." or ".." between slashes.
  std::string path;
  std::string query;                                         // behind the "?", as sent
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case, as sent
  std::string body;

  /// The first header of this name (lower case), empty when there is none.
  std::string_view header(std::string_view name) const;
};

/// An answer. Length, date and connection headers are the server's business.
struct HttpResponse {
  unsigned status = 200;
  std::string type = "text/plain; charset=utf-8";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::shared_ptr<const std::string> shared_body = nullptr;  // instead of `body`, when set
  /// Which kind of request this answers, for log and metrics: a fixed name such as "/cases/{id}",
  /// never anything that was sent.
  std::string_view route = "-";

  std::string_view content() const { return shared_body ? *shared_body : body; }
};

/// "Not Found"; empty for a status that this server does not use.
std::string_view reason_phrase(unsigned status);

/// Status line and headers with the empty line behind them. Header values lose control characters,
/// so that no value can begin another header.
std::string print_response_head(const HttpResponse& response, std::string_view date, bool close);

}  // namespace kizuki
