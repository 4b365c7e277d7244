// The real program `kizuki`, run as a user would.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/support/paths.hpp"
#include "tests/support/process.hpp"

namespace kizuki::test {

inline ProcessResult kizuki(std::vector<std::string> arguments, const std::string& input = "") {
  arguments.insert(arguments.begin(), test::kizuki_program());
  return run_process(arguments, input);
}

}  // namespace kizuki::test
