#include "engine/review/overlay_store.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/index/compartment_name.hpp"

namespace kizuki {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kExtension = ".kzto";

/// The overlays' files, ascending by name.
std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failure;
  fs::directory_iterator entry(folder, failure);
  for (; !failure && entry != fs::directory_iterator(); entry.increment(failure)) {
    if (entry->path().extension() == kExtension) files.push_back(entry->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Result<void> remove_file(const fs::path& file) {
  if (auto removed = remove_tree(file); !removed) return removed;
  return sync_path(file.parent_path());
}

}  // namespace

OverlayStore::OverlayStore(const fs::path& index_folder) : folder_(index_folder / kOverlayFolder) {}

Result<OverlayStore::Loaded> OverlayStore::load(std::string_view model_fingerprint) const {
  Loaded loaded;
  for (const fs::path& file : files_in(folder_)) {
    auto overlay = TagOverlay::load(file);
    if (!overlay) return std::move(overlay).error();
    if (overlay->model != model_fingerprint) {
      loaded.outdated.push_back(overlay->compartment);
      continue;
    }
    std::string name = overlay->compartment;
    loaded.overlays[std::move(name)] = std::make_shared<const TagOverlay>(std::move(*overlay));
  }
  std::sort(loaded.outdated.begin(), loaded.outdated.end());
  return loaded;
}

Result<void> OverlayStore::save(const TagOverlay& overlay) const {
  if (auto made = create_folders(folder_); !made) return made;
  return overlay.save(folder_ / compartment_folder(overlay.compartment).append(kExtension));
}

Result<bool> OverlayStore::remove(std::string_view compartment) const {
  const fs::path file = folder_ / compartment_folder(std::string(compartment)).append(kExtension);
  std::error_code failure;
  if (!fs::exists(file, failure)) return false;
  if (auto removed = remove_file(file); !removed) return std::move(removed).error();
  return true;
}

Result<std::vector<std::string>> OverlayStore::remove_learned_from(
    const std::vector<std::string>& ids) const {
  std::vector<std::string> removed;
  for (const fs::path& file : files_in(folder_)) {
    const auto overlay = TagOverlay::load(file);
    const bool learned = !overlay || std::any_of(ids.begin(), ids.end(), [&](const auto& id) {
      return overlay->learned_from_case(id);
    });
    if (!learned) continue;
    if (auto done = remove_file(file); !done) return std::move(done).error();
    removed.push_back(file.filename().string());
  }
  return removed;
}

}  // namespace kizuki
