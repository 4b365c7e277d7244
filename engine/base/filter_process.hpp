// Another program as a function: bytes in, bytes out.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace kizuki {

/// What a program may use up; it is killed beyond it.
struct FilterLimits {
  std::chrono::milliseconds time =
      std::chrono::seconds(60);                          // of the clock, and as much of the CPU
  std::uint64_t memory_bytes = std::uint64_t{1} << 30U;  // addresses
  std::size_t output_bytes = std::size_t{64} << 20U;
};

struct FilterOutput {
  int status = 0;  // exit status, or 128 + the signal that ended it
  std::string bytes;
};

/// Runs `command` (a path, then arguments) with `input` as its standard input and gives back its
/// standard output. It is meant for programs that read what strangers wrote: it has our environment
/// but no other file of ours, no shell has a part in it, its messages go nowhere, it leaves no
/// core, and it may write no file. Safe on several threads. Errors: kNotFound (there is no such
/// program), kLimitExceeded (time, output), kNoSpace, kIo.
Result<FilterOutput> run_filter(const std::vector<std::string>& command, std::string_view input,
                                const FilterLimits& limits = FilterLimits());

}  // namespace kizuki
