// A profile, a line of "---", and a source record. Neither may bring the program down, a refusal
// says why, and mapping twice gives the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/base/json.hpp"
#include "engine/corpus/profile.hpp"

namespace {

constexpr std::string_view kBorder = "\n---\n";

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t border = text.find(kBorder);
  const auto profile = kizuki::Profile::parse(text.substr(0, border), "fuzz");
  if (!profile) {
    require(!profile.error().message.empty());
    return 0;
  }
  if (border == std::string_view::npos) return 0;
  const auto source = kizuki::parse_json(text.substr(border + kBorder.size()));
  if (!source) return 0;
  const auto record = profile->map(*source);
  if (!record) {
    require(!record.error().message.empty());
    return 0;
  }
  require(record->is_object());
  const auto again = profile->map(*source);
  require(again.has_value() && *again == *record);
  return 0;
}
