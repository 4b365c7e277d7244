// Bytes that nobody can guess. For secrets alone: no result may depend on them.
#pragma once

#include <cstddef>
#include <string>

#include "engine/base/result.hpp"

namespace kizuki {

/// `count` (at most 256) bytes from the system's generator. Errors: kInternal (the system has
/// none).
Result<std::string> random_bytes(std::size_t count);

}  // namespace kizuki
