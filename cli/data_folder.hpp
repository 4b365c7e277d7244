// Where the program's data lies.
#pragma once

#include <filesystem>

#include "engine/base/result.hpp"

namespace kizuki {

/// The folder with dictionary/, taxonomy/, profiles/, schema/: $KIZUKI_DATA when set, else
/// ../share/kizuki beside the program's own folder (so in a build tree and after an install).
/// Errors: kNotFound, says both places.
Result<std::filesystem::path> find_data_folder();

}  // namespace kizuki
