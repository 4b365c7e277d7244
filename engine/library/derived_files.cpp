#include "engine/library/derived_files.hpp"

#include <algorithm>

#include "engine/base/file.hpp"

namespace kizuki {

std::filesystem::path derived_folder(const std::filesystem::path& library_folder) {
  return library_folder / "derived";
}

Result<void> store_derived(const Library& library, const std::filesystem::path& library_folder,
                           std::string_view name, std::string_view bytes,
                           const std::vector<std::string>& cases) {
  const std::filesystem::path folder = derived_folder(library_folder);
  if (auto made = create_folders(folder); !made) return made;
  const std::filesystem::path file = folder / name;
  if (auto written = write_file_atomically(file, bytes); !written) return written;
  const auto states = library.current_states(cases);
  const bool all = states && std::all_of(states->begin(), states->end(),
                                         [](const auto& state) { return state.has_value(); });
  if (all) return {};
  if (auto removed = remove_tree(file); !removed) return removed;
  if (!states) return states.error();
  return {};
}

}  // namespace kizuki
