// Manifest: any bytes are safe, and what is read prints as it was. The self hash keeps a fuzzer
// out, so the input is also read with the right one put on.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/base/hash.hpp"
#include "engine/base/utf8.hpp"
#include "engine/index/manifest.hpp"

namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

void read(std::string_view text) {
  const auto manifest = kizuki::parse_manifest(text);
  if (!manifest) {
    check(kizuki::utf8_is_valid(manifest.error().describe()));
    return;
  }
  const std::string printed = kizuki::print_manifest(*manifest);
  const auto again = kizuki::parse_manifest(printed);
  check(again.has_value());
  check(kizuki::print_manifest(*again) == printed);
}

/// The text up to its "self" member, signed.
std::string signed_again(std::string_view text) {
  constexpr std::string_view kSelf = ",\n  \"self\": \"";
  std::string front(text.substr(0, text.rfind(kSelf)));
  front += kSelf;
  return front + kizuki::sha256_hex(front) + "\"\n}\n";
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  read(text);
  read(signed_again(text));
  return 0;
}
