// How an update comes into being: as a generation does, inside the generation's folder. The newest
// finished update is the one that counts, so its rename is what makes it visible.
#include <algorithm>
#include <thread>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/index/draft_files.hpp"
#include "engine/index/format.hpp"
#include "engine/index/generation.hpp"
#include "engine/index/generation_layout.hpp"

namespace kizuki {
namespace fs = std::filesystem;
namespace {

constexpr std::chrono::milliseconds kLockPause{5};

}  // namespace

Result<FileLock> GenerationStore::lock_for_updating(std::chrono::milliseconds patience) const {
  if (auto made = create_folders(folder_); !made) return std::move(made).error();
  const auto give_up = std::chrono::steady_clock::now() + patience;
  for (;;) {
    auto lock = FileLock::try_acquire(folder_ / kUpdateLockFile, FileLock::Mode::kExclusive);
    if (lock || lock.error().code != ErrorCode::kLocked) return lock;
    if (std::chrono::steady_clock::now() >= give_up) {
      return Error{ErrorCode::kLocked,
                   "ほかの処理が索引を更新している途中です。しばらくしてからやり直してください",
                   folder_.string(),
                   0,
                   "",
                   ""};
    }
    std::this_thread::sleep_for(kLockPause);
  }
}

Result<GenerationStore::Draft> GenerationStore::begin_update(
    const fs::path& generation_folder) const {
  if (auto removed = remove_leftovers(generation_folder / kUpdatesFolder); !removed) {
    return std::move(removed).error();
  }
  const auto numbers = find_updates(generation_folder);
  if (!numbers) return numbers.error();
  Draft draft;
  draft.number = (numbers->empty() ? 0 : numbers->back()) + 1;
  draft.folder = update_folder(generation_folder, draft.number);
  draft.folder += kDraftSuffix;
  if (auto made = create_folders(draft.folder); !made) return std::move(made).error();
  return draft;
}

Result<void> GenerationStore::publish_update(const Draft& draft, UpdateManifest manifest) const {
  manifest.format = kFormatVersion;
  manifest.update = draft.number;
  std::sort(manifest.parts.begin(), manifest.parts.end(),
            [](const UpdatePart& a, const UpdatePart& b) { return a.name < b.name; });
  auto files = describe_files(draft.folder);
  if (!files) return std::move(files).error();
  manifest.files = std::move(*files);
  const std::string text = print_update_manifest(manifest);
  if (auto readable = parse_update_manifest(text); !readable) return std::move(readable).error();
  if (auto sealed = seal_draft(draft.folder, text); !sealed) return sealed;
  const fs::path generation = draft.folder.parent_path().parent_path();
  if (auto synced = sync_path(generation); !synced) return synced;
  const fs::path place = update_folder(generation, draft.number);
  return rename_durably(draft.folder, place);
}

void GenerationStore::prune_updates(const fs::path& generation_folder) const {
  const auto numbers = find_updates(generation_folder);
  if (!numbers) return;
  for (std::size_t i = 0; i + 1 < numbers->size(); ++i) {
    (void)remove_unless_held(update_folder(generation_folder, (*numbers)[i])).has_value();
  }
}

}  // namespace kizuki
