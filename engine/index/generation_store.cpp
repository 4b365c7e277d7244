#include <algorithm>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/index/draft_files.hpp"
#include "engine/index/format.hpp"
#include "engine/index/generation.hpp"
#include "engine/index/generation_layout.hpp"

namespace kizuki {
namespace fs = std::filesystem;
namespace {

GenerationInfo describe(const Result<std::shared_ptr<const Generation>>& generation,
                        std::uint64_t number, std::uint64_t current) {
  GenerationInfo info;
  info.number = number;
  info.current = number == current;
  info.readable = generation.has_value();
  if (!generation) return info;
  const Manifest& manifest = (*generation)->manifest();
  info.library_sequence = (*generation)->library_sequence();
  info.built_at = manifest.built_at;
  for (const auto& compartment : manifest.compartments) info.cases += compartment.cases;
  for (const auto& file : manifest.files) info.bytes += file.bytes;
  const UpdateManifest* update = (*generation)->update();
  if (update == nullptr) return info;
  info.update = update->update;
  for (const UpdatePart& part : update->parts) {
    if (!part.is_view) info.cases = info.cases + part.cases - part.superseded;
  }
  for (const auto& file : update->files) info.bytes += file.bytes;
  return info;
}

}  // namespace

GenerationStore::GenerationStore(fs::path index_folder) : folder_(std::move(index_folder)) {}

Result<std::vector<GenerationInfo>> GenerationStore::list() const {
  const auto numbers = find_generations(folder_);
  if (!numbers) return numbers.error();
  const std::uint64_t current = read_current(folder_).value_or(0);
  std::vector<GenerationInfo> infos;
  for (const std::uint64_t number : *numbers) {
    infos.push_back(describe(open(number), number, current));
  }
  return infos;
}

Result<FileLock> GenerationStore::lock_for_building() const {
  if (auto made = create_folders(folder_); !made) return std::move(made).error();
  auto lock = FileLock::try_acquire(folder_ / kBuildLockFile, FileLock::Mode::kExclusive);
  if (!lock && lock.error().code == ErrorCode::kLocked) {
    return Error{
        ErrorCode::kLocked, "ほかの処理が索引をつくっている途中です", folder_.string(), 0, "", ""};
  }
  return lock;
}

Result<void> GenerationStore::switch_to(std::uint64_t number) const {
  const auto generation = open(number);
  if (!generation) return generation.error();
  return write_current(folder_, number);
}

Result<std::uint64_t> GenerationStore::roll_back() const {
  const auto numbers = find_generations(folder_);
  if (!numbers) return numbers.error();
  // A pointer that cannot be read is what a rollback mends: then any generation is a way back.
  const std::uint64_t current = read_current(folder_).value_or(UINT64_MAX);
  for (auto number = numbers->rbegin(); number != numbers->rend(); ++number) {
    if (*number >= current || !open(*number)) continue;
    if (auto switched = switch_to(*number); !switched) return std::move(switched).error();
    return *number;
  }
  return Error{ErrorCode::kNotFound, "戻れる前の世代がありません", folder_.string(), 0, "", ""};
}

Result<std::vector<std::uint64_t>> GenerationStore::prune(std::size_t keep) const {
  if (keep == 0) {
    return Error{ErrorCode::kInvalidArgument,
                 "残す世代の数は 1 以上にしてください",
                 folder_.string(),
                 0,
                 "",
                 ""};
  }
  const auto current = read_current(folder_);
  if (!current && current.error().code != ErrorCode::kNotFound) return current.error();
  const auto numbers = find_generations(folder_);
  if (!numbers) return numbers.error();
  std::vector<std::uint64_t> removed;
  for (std::size_t i = 0; i + keep < numbers->size(); ++i) {
    const std::uint64_t number = (*numbers)[i];
    if (number == current.value_or(0)) continue;
    auto gone = remove_unless_held(generation_folder(folder_, number));
    if (!gone) return std::move(gone).error();
    if (*gone) removed.push_back(number);
  }
  return removed;
}

Result<GenerationStore::Removal> GenerationStore::remove_built_before(
    std::uint64_t sequence) const {
  if (auto removed = remove_leftovers(generations_folder(folder_)); !removed) {
    return std::move(removed).error();
  }
  const auto numbers = find_generations(folder_);
  if (!numbers) return numbers.error();
  const auto current = read_current(folder_);
  Removal removal;
  for (const std::uint64_t number : *numbers) {
    {
      // Closed again before the removal: it holds the shared lock that removing waits for.
      const auto generation = open(number);
      if (generation && (*generation)->manifest().library_sequence >= sequence) continue;
    }
    if (current && *current == number) {
      removal.kept.push_back(number);
      continue;
    }
    auto gone = remove_unless_held(generation_folder(folder_, number));
    if (!gone) return std::move(gone).error();
    (*gone ? removal.removed : removal.kept).push_back(number);
  }
  return removal;
}

}  // namespace kizuki
