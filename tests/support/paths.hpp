// Where the tests find the source tree, the built data and the built program. The paths of a
// build stand in one source of this library alone, so that the objects of all other test sources
// are the same in every build tree and a compiler cache can share them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace kizuki::test {

/// The top of the source tree; `below` is a path under it.
std::string source_path(std::string_view below = "");

/// The data folder as the build lays it out (compiled dictionary, taxonomy, models …).
std::filesystem::path built_data();

/// The program `kizuki`.
std::string kizuki_program();

}  // namespace kizuki::test
