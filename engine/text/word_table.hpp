// Words as keys, looked up by views.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/base/hash.hpp"

namespace kizuki {

/// Hash for look-up by a view without a copy.
struct WordHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view word) const {
    return static_cast<std::size_t>(xxh3(word));
  }
};

template <typename Value>
using WordTable = std::unordered_map<std::string, Value, WordHash, std::equal_to<>>;

}  // namespace kizuki
