// What a figure was measured on: without it a figure says nothing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kizuki {

struct Machine {
  std::string processor;           // model name, "unknown" when the system does not say
  unsigned cores = 0;              // that this process may run on
  std::uint64_t memory_bytes = 0;  // physical
  double load = 0;                 // runnable threads, mean of the last minute
  std::string system;              // "Debian GNU/Linux 12 (bookworm)", kernel
  std::string compiler;            // of this program
  std::string build_type;          // "Release", …, with the sanitizers if any
};

/// The machine that runs this program, now.
Machine this_machine();

/// Arguments as one line that a shell reads back as the same words.
std::string command_line(int argc, const char* const* argv);

/// A Markdown list: date (UTC), machine, build, revision, corpus and command. `revision` and
/// `corpus` are told by who runs the bench; empty ones are printed as "unknown".
std::string describe_run(const Machine& machine, std::string_view revision, std::string_view corpus,
                         std::string_view command);

}  // namespace kizuki
