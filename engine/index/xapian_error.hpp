// Xapian's exceptions as our errors.
#pragma once

#include <functional>
#include <string_view>

#include "engine/base/result.hpp"

namespace kizuki {

/// Runs `work`, which may throw anything that Xapian throws (Xapian::Error, std::bad_alloc, other
/// std::exception), and gives what it threw as an Error about `path`: "<what>: …". Errors:
/// kNoSpace, kLocked, kCorrupt, kVersionMismatch, kNotFound, kIo, kInternal.
Result<void> guard_xapian(std::string_view what, std::string_view path,
                          const std::function<void()>& work);

}  // namespace kizuki
