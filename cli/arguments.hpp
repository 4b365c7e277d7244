// The command line.
#pragma once

#include <string>
#include <variant>

#include "cli/commands.hpp"
#include "cli/exit_status.hpp"

namespace kizuki {

/// Help, version, or what is wrong with the command line: text to print and the exit status.
struct UsageAnswer {
  std::string text;
  ExitStatus status = ExitStatus::kOk;
};

/// Reads the command line. Texts are Japanese.
std::variant<Command, UsageAnswer> parse_arguments(int argc, const char* const* argv);

}  // namespace kizuki
