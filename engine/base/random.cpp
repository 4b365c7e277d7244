#include "engine/base/random.hpp"

#include <cerrno>
#include <sys/random.h>

namespace kizuki {

Result<std::string> random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  // Up to 256 bytes come whole, or not at all (getrandom(2)).
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    return Error{ErrorCode::kInternal, "乱数を作れません", "", 0, "", ""};
  }
  return bytes;
}

}  // namespace kizuki
