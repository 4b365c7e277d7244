// Know-how that several of the cases found tell of.
#pragma once

#include <cstdint>
#include <string>

namespace kizuki {

struct RecurringKnowHow {
  std::string id;
  std::string label;
  std::uint32_t cases = 0;  // of those found
};

}  // namespace kizuki
