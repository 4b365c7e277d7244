#include "tests/support/paths.hpp"

namespace kizuki::test {

std::string source_path(std::string_view below) {
  std::string path = KIZUKI_SOURCE_DIR;
  if (!below.empty()) path.append("/").append(below);
  return path;
}

std::filesystem::path built_data() { return KIZUKI_DATA_DIR; }

std::string kizuki_program() { return KIZUKI_PROGRAM; }

}  // namespace kizuki::test
