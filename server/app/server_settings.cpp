#include "server/app/server_settings.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/base/json.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMaxSettingsBytes = 65'536;

Error bad_setting(std::string_view name, std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message), "", 0, std::string(name), ""};
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

/// Without ":8765" behind it.
std::string_view without_port(std::string_view host) {
  const std::size_t bracket = host.rfind(']');
  const std::size_t colon = host.rfind(':');
  if (colon == std::string_view::npos) return host;
  if (bracket != std::string_view::npos && colon < bracket) return host;
  return host.substr(0, colon);
}

Result<std::size_t> count_of(std::string_view name, const Json& value, std::int64_t least,
                             std::int64_t most) {
  if (value.is_int() && value.as_int() >= least && value.as_int() <= most) {
    return static_cast<std::size_t>(value.as_int());
  }
  return bad_setting(name, std::to_string(least) + " から " + std::to_string(most) +
                               " までの数で指定してください");
}

Result<void> set_count(std::string_view name, const Json& value, std::int64_t most,
                       std::size_t& target) {
  const auto count = count_of(name, value, 1, most);
  if (!count) return count.error();
  target = *count;
  return {};
}

Result<void> set_megabytes(std::string_view name, const Json& value, std::int64_t most,
                           std::size_t& target) {
  const auto count = count_of(name, value, 0, most);
  if (!count) return count.error();
  target = *count << 20;
  return {};
}

Result<void> set_flag(std::string_view name, const Json& value, bool& target) {
  if (!value.is_bool()) return bad_setting(name, "true か false で指定してください");
  target = value.as_bool();
  return {};
}

Result<void> set_hosts(const Json& value, std::vector<std::string>& hosts) {
  const bool good =
      value.is_array() && std::all_of(value.as_array().begin(), value.as_array().end(),
                                      [](const Json& host) { return host.is_string(); });
  if (!good) return bad_setting("hosts", "名前の並びで指定してください");
  for (const Json& host : value.as_array()) hosts.push_back(lower(host.as_string()));
  return {};
}

Result<void> set_one(ServerSettings& settings, const std::string& name, const Json& value) {
  HttpServerSettings& http = settings.http;
  if (name == "public_cases") return set_flag(name, value, settings.public_cases);
  if (name == "https") return set_flag(name, value, settings.https);
  if (name == "hosts") return set_hosts(value, settings.hosts);
  if (name == "workers") return set_count(name, value, 256, http.workers);
  if (name == "io_threads") return set_count(name, value, 64, http.io_threads);
  if (name == "connections") return set_count(name, value, 100'000, http.limits.connections);
  if (name == "queue") return set_count(name, value, 100'000, http.limits.queue);
  if (name == "knowhow_cases") return set_count(name, value, 1'000'000, settings.knowhow_cases);
  if (name == "result_cache_mb") {
    return set_megabytes(name, value, 65'536, settings.result_cache_bytes);
  }
  if (name == "listen" || name == "log" || name == "sources") {
    if (!value.is_string()) return bad_setting(name, "文字列で指定してください");
    if (name == "listen") return set_listen(settings, value.as_string());
    (name == "log" ? settings.log : settings.jobs.sources) = value.as_string();
    return {};
  }
  return bad_setting(name, "知らない設定です");
}

}  // namespace

Result<void> set_listen(ServerSettings& settings, std::string_view listen) {
  const std::size_t colon = listen.rfind(':');
  std::string_view address = listen.substr(0, colon);
  std::uint16_t port = 0;
  bool good = colon != std::string_view::npos && !address.empty();
  if (good) {
    const std::string_view digits = listen.substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    good = error == std::errc() && end == digits.data() + digits.size();
  }
  if (!good)
    return bad_setting("listen", "127.0.0.1:8765 のように、アドレスと番号で指定してください");
  if (address.front() == '[' && address.back() == ']') {
    address = address.substr(1, address.size() - 2);
  }
  settings.http.address = address;
  settings.http.port = port;
  return {};
}

Result<void> read_settings(ServerSettings& settings, const std::filesystem::path& file) {
  const auto text = read_file(file, kMaxSettingsBytes);
  if (!text) return text.error();
  auto json = parse_json(*text);
  if (!json) return std::move(json).error().with_file(file.string());
  if (!json->is_object()) {
    return bad_setting("", "設定は {…} の形で書いてください").with_file(file.string());
  }
  for (const auto& [name, value] : json->as_object()) {
    if (auto set = set_one(settings, name, value); !set) {
      return std::move(set).error().with_file(file.string());
    }
  }
  return {};
}

bool is_own_host(const ServerSettings& settings, std::string_view host) {
  const std::string name = lower(without_port(host));
  return std::find(settings.hosts.begin(), settings.hosts.end(), name) != settings.hosts.end();
}

}  // namespace kizuki
