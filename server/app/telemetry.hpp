// What the server counts and writes down of its work. Nothing that somebody typed, and nobody's
// name, gets into either.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/result.hpp"
#include "server/app/result_cache.hpp"
#include "server/http/http_server.hpp"

namespace kizuki {

/// Counts and a log of JSON lines. Thread-safe.
class Telemetry {
 public:
  /// Appends to the file `log`, made readable by its owner alone; empty: standard error. Errors:
  /// kPermissionDenied, kNotFound, kIo.
  static Result<std::unique_ptr<Telemetry>> open(const std::filesystem::path& log);
  ~Telemetry();
  Telemetry(const Telemetry&) = delete;
  Telemetry& operator=(const Telemetry&) = delete;

  /// {"time":…,"event":"request","method":"POST","route":"/","status":200,"bytes":…,"ms":…}.
  /// Answers of health checks are counted, not written.
  void request(HttpMethod method, const HttpResponse& response, std::chrono::microseconds took);
  /// {"time":…,"event":…,"message":…}
  void event(std::string_view event, std::string_view message);

  /// In Prometheus' text form.
  std::string metrics(const HttpState& state, std::uint64_t generation,
                      const ResultCache::Counts& results) const;

 private:
  explicit Telemetry(std::FILE* stream, bool owned) : stream_(stream), owned_(owned) {}
  void write(const std::string& line);

  /// Upper bounds of the histogram, in microseconds.
  static constexpr std::array<std::uint64_t, 11> kBounds{
      500, 1'000, 2'500, 5'000, 10'000, 25'000, 50'000, 100'000, 250'000, 1'000'000, 5'000'000};
  struct Times {
    std::array<std::uint64_t, kBounds.size() + 1> buckets{};
    std::uint64_t sum_us = 0;
    std::uint64_t count = 0;
  };

  std::FILE* stream_;
  bool owned_;
  mutable std::mutex mutex_;
  std::map<std::pair<std::string_view, unsigned>, std::uint64_t> answers_;  // route and status
  std::map<std::string_view, Times> times_;
};

}  // namespace kizuki
