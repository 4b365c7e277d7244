#include "engine/library/credential.hpp"

#include <array>
#include <ctime>

namespace kizuki {

std::string utc_after(std::string_view time, std::chrono::seconds span) {
  std::tm parts{};
  const std::string text(time);
  const char* end = ::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  if (end == nullptr || *end != '\0') return {};
  const std::time_t then = ::timegm(&parts) + static_cast<std::time_t>(span.count());
  ::gmtime_r(&then, &parts);
  std::array<char, 32> out{};
  return {out.data(), std::strftime(out.data(), out.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

}  // namespace kizuki
