// Overlay of the tag model: any bytes are safe, what is read is written as it was, and what it
// makes of probabilities are probabilities. The checksum keeps a fuzzer out, so the input is also
// read with the right one put on.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/hash.hpp"
#include "engine/tagging/model_bytes.hpp"
#include "engine/tagging/tag_overlay.hpp"

namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

void read(std::string_view bytes) {
  const auto overlay = kizuki::TagOverlay::parse(bytes);
  if (!overlay) return;
  const auto again = kizuki::TagOverlay::parse(overlay->serialize());
  check(again.has_value());
  check(again->serialize() == overlay->serialize());
  std::vector<float> probabilities(30, 0.25F);
  overlay->adjust_issues({{0, 0.5F}, {7, 0.25F}}, probabilities);
  kizuki::StepMarginals marginals;
  overlay->adjust_steps({{0, 0.5F}, {7, 0.25F}}, marginals);
  for (const float probability : probabilities) check(probability >= 0 && probability <= 1);
}

std::string with_checksum(std::string_view bytes) {
  kizuki::ByteWriter sum;
  sum.word(kizuki::xxh3(bytes));
  return std::string(bytes) + sum.take();
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  read(bytes);
  read(with_checksum(bytes));
  read(with_checksum(std::string("KZTO").append(bytes)));
  return 0;
}
