// What an operator says about the server: a file of JSON, and the command line over it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "server/http/http_server.hpp"
#include "server/jobs/job_order.hpp"

namespace kizuki {

struct ServerSettings {
  HttpServerSettings http;
  /// Public cases need no account.
  bool public_cases = false;
  /// Names under which the server may be addressed, in lower case and without port. A request for
  /// another name is refused (421): a foreign page cannot reach a server on this machine by a name
  /// of its own that it points here.
  std::vector<std::string> hosts{"localhost", "127.0.0.1", "[::1]"};
  /// Whether the pages reach people over TLS (a proxy in front): cookies are then marked Secure.
  bool https = false;
  std::filesystem::path log;  // empty: standard error
  /// What jobs run and may take in; `sources` alone is from the file, the index is the server's.
  JobSettings jobs;
  /// From more cases than this that somebody may read the pages draw no know-how.
  std::size_t knowhow_cases = 20'000;
  /// Memory for results that may be asked for again (ResultCache); 0: none are kept.
  std::size_t result_cache_bytes = std::size_t{32} << 20;
};

/// "127.0.0.1:8765", "[::1]:80". Errors: kInvalidArgument.
Result<void> set_listen(ServerSettings& settings, std::string_view listen);

/// Reads {"listen","public_cases","hosts","https","workers","io_threads","connections","queue",
/// "log","sources","knowhow_cases","result_cache_mb"} into `settings`; what is not named stays.
/// Errors: those of reading a file and JSON; kInvalidArgument for a name that is not known (a slip
/// must not pass for a setting) or a value out of range.
Result<void> read_settings(ServerSettings& settings, const std::filesystem::path& file);

/// Whether a request with this Host header is meant for us.
bool is_own_host(const ServerSettings& settings, std::string_view host);

}  // namespace kizuki
