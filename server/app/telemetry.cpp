#include "server/app/telemetry.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "engine/base/clock.hpp"
#include "engine/base/json.hpp"

namespace kizuki {
namespace {

std::string_view name_of(HttpMethod method) {
  switch (method) {
    case HttpMethod::kGet:
      return "GET";
    case HttpMethod::kHead:
      return "HEAD";
    case HttpMethod::kPost:
      return "POST";
  }
  return "";
}

constexpr mode_t kOwnerOnly = 0600;

}  // namespace

Result<std::unique_ptr<Telemetry>> Telemetry::open(const std::filesystem::path& log) {
  if (log.empty()) return std::unique_ptr<Telemetry>(new Telemetry(stderr, false));
  const int file = ::open(log.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, kOwnerOnly);
  if (file < 0) return system_error(errno, "記録のファイルを開けません", log.string());
  std::FILE* stream = ::fdopen(file, "a");
  if (stream == nullptr) {
    ::close(file);
    return system_error(errno, "記録のファイルを開けません", log.string());
  }
  return std::unique_ptr<Telemetry>(new Telemetry(stream, true));
}

Telemetry::~Telemetry() {
  if (owned_) std::fclose(stream_);
}

void Telemetry::write(const std::string& line) {
  // A full disk must not stop the answers: what cannot be written is lost.
  std::fwrite(line.data(), 1, line.size(), stream_);
  std::fflush(stream_);
}

void Telemetry::request(HttpMethod method, const HttpResponse& response,
                        std::chrono::microseconds took) {
  const auto microseconds = static_cast<std::uint64_t>(std::max<std::int64_t>(took.count(), 0));
  const std::lock_guard lock(mutex_);
  ++answers_[{response.route, response.status}];
  Times& times = times_[response.route];
  const auto bound = std::lower_bound(kBounds.begin(), kBounds.end(), microseconds);
  ++times.buckets.at(static_cast<std::size_t>(bound - kBounds.begin()));
  times.sum_us += microseconds;
  ++times.count;
  const bool check =
      response.route == "/healthz" || response.route == "/readyz" || response.route == "/metrics";
  if (check && response.status == 200) return;
  write(fmt::format(
      R"({{"time":"{}","event":"request","method":"{}","route":"{}","status":{},"bytes":{},"ms":{:.3f}}})"
      "\n",
      utc_now(), name_of(method), response.route, response.status, response.content().size(),
      static_cast<double>(microseconds) / 1000.0));
}

void Telemetry::event(std::string_view event, std::string_view message) {
  Json line;
  line.set("time", utc_now());
  line.set("event", event);
  line.set("message", message);
  const std::lock_guard lock(mutex_);
  write(line.dump() + "\n");
}

std::string Telemetry::metrics(const HttpState& state, std::uint64_t generation,
                               const ResultCache::Counts& results) const {
  std::string out;
  const auto add = [&out](std::string_view name, std::string_view kind, std::string_view help,
                          std::uint64_t value) {
    out += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name, help, kind, value);
  };
  add("kizuki_connections", "gauge", "Open connections.", state.connections);
  add("kizuki_queue_length", "gauge", "Requests that wait for a worker.", state.waiting);
  add("kizuki_connections_refused_total", "counter", "Connections closed because of the limit.",
      state.refused);
  add("kizuki_framing_errors_total", "counter", "Requests refused by the HTTP layer.",
      state.framing_errors);
  add("kizuki_generation", "gauge", "Number of the generation in use.", generation);
  add("kizuki_results_found_total", "counter", "Results that were kept from before.",
      results.found);
  add("kizuki_results_missed_total", "counter", "Results that had to be searched for.",
      results.missed);
  add("kizuki_results_kept_bytes", "gauge", "Memory of the results kept, about.", results.bytes);
  const std::lock_guard lock(mutex_);
  out +=
      "# HELP kizuki_requests_total Answers by route and status.\n"
      "# TYPE kizuki_requests_total counter\n";
  for (const auto& [key, count] : answers_) {
    out += fmt::format("kizuki_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", key.first,
                       key.second, count);
  }
  out +=
      "# HELP kizuki_request_seconds Time from the whole request to the end of its answer.\n"
      "# TYPE kizuki_request_seconds histogram\n";
  for (const auto& [route, times] : times_) {
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < kBounds.size(); ++i) {
      below += times.buckets.at(i);
      out += fmt::format("kizuki_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", route,
                         static_cast<double>(kBounds.at(i)) / 1e6, below);
    }
    out += fmt::format(
        "kizuki_request_seconds_bucket{{route=\"{0}\",le=\"+Inf\"}} {1}\n"
        "kizuki_request_seconds_sum{{route=\"{0}\"}} {2}\n"
        "kizuki_request_seconds_count{{route=\"{0}\"}} {1}\n",
        route, times.count, static_cast<double>(times.sum_us) / 1e6);
  }
  return out;
}

}  // namespace kizuki
