#include "engine/index/generation.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/index/compartment_reader.hpp"
#include "engine/index/format.hpp"
#include "engine/index/generation_layout.hpp"

namespace kizuki {
namespace fs = std::filesystem;

struct Generation::State {
  fs::path folder;
  Manifest manifest;
  std::optional<FileLock> lock;
};

Generation::Generation(std::unique_ptr<State> state) : state_(std::move(state)) {}
Generation::~Generation() = default;

std::uint64_t Generation::number() const { return state_->manifest.generation; }
const Manifest& Generation::manifest() const { return state_->manifest; }
const fs::path& Generation::folder() const { return state_->folder; }

Result<CompartmentReader> Generation::open_compartment(std::string_view compartment) const {
  const auto& compartments = state_->manifest.compartments;
  const auto found = std::lower_bound(
      compartments.begin(), compartments.end(), compartment,
      [](const ManifestCompartment& a, std::string_view name) { return a.name < name; });
  if (found == compartments.end() || found->name != compartment) {
    return Error{ErrorCode::kNotFound,
                 "この世代にない区画です: " + std::string(compartment),
                 state_->folder.string(),
                 0,
                 "",
                 ""};
  }
  auto reader = CompartmentReader::open(state_->folder / found->folder);
  if (reader && reader->case_count() != found->cases) {
    return Error{ErrorCode::kCorrupt,
                 "区画の事例の数が目録と合いません",
                 (state_->folder / found->folder).string(),
                 0,
                 "",
                 ""};
  }
  return reader;
}

Result<std::shared_ptr<const Generation>> GenerationStore::open(std::uint64_t number) const {
  const fs::path folder = generation_folder(folder_, number);
  // Locked first, read then: whoever removes a generation takes the lock alone and renames the
  // folder under it, so a manifest that is still in place now stays there. Without a lock (a disk
  // that cannot be written, another user's index) reading goes on unprotected.
  auto lock = FileLock::try_acquire(folder / kGenerationLockFile, FileLock::Mode::kShared);
  if (!lock && lock.error().code == ErrorCode::kLocked) {
    return Error{ErrorCode::kNotFound, "削除中の世代です", folder.string(), 0, "", ""};
  }
  auto text = read_file(folder / kManifestFile, kMaxManifestBytes);
  if (!text) {
    auto error = std::move(text).error();
    if (error.code == ErrorCode::kLimitExceeded) error.code = ErrorCode::kCorrupt;
    return error;
  }
  auto manifest = parse_manifest(*text);
  if (!manifest) {
    return std::move(manifest).error().with_file((folder / kManifestFile).string());
  }
  if (manifest->generation != number) {
    return Error{
        ErrorCode::kCorrupt, "目録の世代番号がフォルダーと合いません", folder.string(), 0, "", ""};
  }
  auto state = std::make_unique<Generation::State>();
  state->folder = folder;
  state->manifest = std::move(*manifest);
  if (lock) state->lock = std::move(*lock);
  return std::shared_ptr<const Generation>(std::make_shared<Generation>(std::move(state)));
}

Result<std::shared_ptr<const Generation>> GenerationStore::open_current() const {
  std::uint64_t missing = 0;
  for (;;) {
    const auto current = read_current(folder_);
    if (!current) return current.error();
    auto generation = open(*current);
    if (generation || generation.error().code != ErrorCode::kNotFound) return generation;
    // Switched and pruned since the pointer was read, unless it still says the same.
    if (*current == missing) {
      return Error{ErrorCode::kCorrupt,
                   "今の世代のフォルダーがありません",
                   generation_folder(folder_, missing).string(),
                   0,
                   "",
                   ""};
    }
    missing = *current;
  }
}

}  // namespace kizuki
