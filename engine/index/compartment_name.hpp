// Folder names of compartments.
#pragma once

#include <string>
#include <string_view>

namespace kizuki {

/// A folder name for a compartment of any name: the name itself when it is short and of lower-case
/// ASCII letters ("public", "members", "local"), else "c-" and the first 32 hex digits of its
/// SHA-256. The name stands beside it in the manifest; nothing is read out of the folder name.
std::string compartment_folder(std::string_view compartment);

}  // namespace kizuki
