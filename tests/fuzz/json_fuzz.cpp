// JSON reader and writer: whatever is read can be written in every form and reads back the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/base/json.hpp"
#include "engine/base/utf8.hpp"

namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto json = kizuki::parse_json(text);
  if (!json) {
    check(kizuki::utf8_is_valid(json.error().describe()));
    return 0;
  }
  const std::string dumped = json->dump();
  check(kizuki::utf8_is_valid(dumped));
  const auto again = kizuki::parse_json(dumped);
  check(again.has_value());
  check(*again == *json);
  check(again->dump() == dumped);

  // Indentation makes a text longer, so that only the text's own limit may refuse it.
  kizuki::JsonLimits roomy;
  roomy.text_bytes = std::size_t{1} << 30;
  const auto pretty = kizuki::parse_json(json->dump_pretty(), roomy);
  check(pretty.has_value() && *pretty == *json);

  const std::string canonical = json->dump_canonical();
  const auto sorted = kizuki::parse_json(canonical);
  check(sorted.has_value() && sorted->dump_canonical() == canonical);
  return 0;
}
