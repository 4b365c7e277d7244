// The seed of generated test data.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>

namespace kizuki {

/// The same in every run, so that a failure comes back; KIZUKI_SEED=N tries another. A test that
/// uses it says it in a SCOPED_TRACE.
inline std::uint64_t test_seed() {
  const char* given = std::getenv("KIZUKI_SEED");  // NOLINT(concurrency-mt-unsafe)
  return given != nullptr ? std::strtoull(given, nullptr, 10) : 20261122;
}

/// "KIZUKI_SEED=N round R": how to see a failure again.
inline std::string describe_seed(std::uint64_t seed, std::uint64_t round) {
  return "KIZUKI_SEED=" + std::to_string(seed) + " round " + std::to_string(round);
}

}  // namespace kizuki
