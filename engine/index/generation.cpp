#include "engine/index/generation.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/index/compartment_reader.hpp"
#include "engine/index/document_list.hpp"
#include "engine/index/format.hpp"
#include "engine/index/generation_layout.hpp"
#include "engine/index/index_part.hpp"

namespace kizuki {
namespace fs = std::filesystem;
namespace {

/// An update that a generation has, open for reading.
struct OpenUpdate {
  fs::path folder;
  UpdateManifest manifest;
  std::optional<FileLock> lock;
};

Error damaged(std::string message, const fs::path& where) {
  return Error{ErrorCode::kCorrupt, std::move(message), where.string(), 0, "", ""};
}

/// The text of a manifest below a folder that cannot go away while `lock` is held. The lock is
/// taken first, the manifest read then: whoever removes a folder takes the lock alone and renames
/// the folder under it, so a manifest that is still in place now stays there. Without a lock (a
/// disk that cannot be written, another user's index) reading goes on unprotected.
Result<std::string> read_locked_manifest(const fs::path& folder, std::optional<FileLock>& lock) {
  auto taken = FileLock::try_acquire(folder / kGenerationLockFile, FileLock::Mode::kShared);
  if (!taken && taken.error().code == ErrorCode::kLocked) {
    return Error{ErrorCode::kNotFound, "削除中の世代です", folder.string(), 0, "", ""};
  }
  auto text = read_file(folder / kManifestFile, kMaxManifestBytes);
  if (!text) {
    auto error = std::move(text).error();
    if (error.code == ErrorCode::kLimitExceeded) error.code = ErrorCode::kCorrupt;
    return error;
  }
  if (taken) lock = std::move(*taken);
  return text;
}

Result<OpenUpdate> open_update(const fs::path& generation_folder, const Manifest& generation,
                               std::uint64_t number) {
  OpenUpdate update;
  update.folder = update_folder(generation_folder, number);
  const auto text = read_locked_manifest(update.folder, update.lock);
  if (!text) return text.error();
  auto manifest = parse_update_manifest(*text);
  if (!manifest) {
    return std::move(manifest).error().with_file((update.folder / kManifestFile).string());
  }
  if (manifest->generation != generation.generation || manifest->update != number ||
      manifest->library_sequence < generation.library_sequence ||
      manifest->confirmation_sequence < generation.confirmation_sequence) {
    return damaged("更新の目録が世代と合いません", update.folder);
  }
  update.manifest = std::move(*manifest);
  return update;
}

/// The newest update. Tries again when it is replaced and removed meanwhile.
Result<std::optional<OpenUpdate>> open_newest_update(const fs::path& generation_folder,
                                                     const Manifest& generation) {
  std::uint64_t missing = 0;
  for (;;) {
    const auto numbers = find_updates(generation_folder);
    if (!numbers) return numbers.error();
    if (numbers->empty()) return std::optional<OpenUpdate>();
    auto update = open_update(generation_folder, generation, numbers->back());
    if (update) return std::optional<OpenUpdate>(std::move(*update));
    if (update.error().code != ErrorCode::kNotFound) return std::move(update).error();
    if (numbers->back() == missing) {
      return damaged("更新の目録がありません", update_folder(generation_folder, missing));
    }
    missing = numbers->back();
  }
}

std::vector<std::string> member_names(const std::vector<ViewMember>& members) {
  std::vector<std::string> names;
  names.reserve(members.size());
  for (const ViewMember& member : members) names.push_back(member.compartment);
  return names;
}

Result<IndexPart> checked_part(Result<CompartmentReader> reader, std::uint64_t cases,
                               std::vector<std::string> compartments, const fs::path& folder) {
  if (!reader) return std::move(reader).error();
  if (reader->case_count() != cases) return damaged("区画の事例の数が目録と合いません", folder);
  return IndexPart{std::move(*reader), std::move(compartments), {}, std::nullopt};
}

/// A view by `members`, else a compartment.
Result<IndexPart> open_part(const fs::path& folder, const std::string& name, bool is_view,
                            const std::vector<ViewMember>& members, std::uint64_t cases) {
  if (!is_view) return checked_part(CompartmentReader::open(folder), cases, {name}, folder);
  return checked_part(CompartmentReader::open_view(folder, folder.parent_path(), members), cases,
                      member_names(members), folder);
}

}  // namespace

struct Generation::State {
  fs::path folder;
  Manifest manifest;
  std::optional<FileLock> lock;
  std::optional<OpenUpdate> update;

  Error unknown(std::string_view name) const {
    return Error{ErrorCode::kNotFound,
                 "この世代にない区画です: " + std::string(name),
                 folder.string(),
                 0,
                 "",
                 ""};
  }
};

Generation::Generation(std::unique_ptr<State> state) : state_(std::move(state)) {}
Generation::~Generation() = default;

std::uint64_t Generation::number() const { return state_->manifest.generation; }
const Manifest& Generation::manifest() const { return state_->manifest; }
const fs::path& Generation::folder() const { return state_->folder; }

const UpdateManifest* Generation::update() const {
  return state_->update ? &state_->update->manifest : nullptr;
}

std::uint64_t Generation::library_sequence() const {
  return update() != nullptr ? update()->library_sequence : manifest().library_sequence;
}

std::uint64_t Generation::confirmation_sequence() const {
  return update() != nullptr ? update()->confirmation_sequence : manifest().confirmation_sequence;
}

std::vector<std::string> Generation::compartments() const {
  std::vector<std::string> names;
  for (const ManifestCompartment& compartment : manifest().compartments) {
    names.push_back(compartment.name);
  }
  if (update() != nullptr) {
    for (const UpdatePart& part : update()->parts) {
      if (!part.is_view && manifest().find_compartment(part.name) == nullptr) {
        names.push_back(part.name);
      }
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<CompartmentReader> Generation::open_compartment(std::string_view compartment) const {
  const ManifestCompartment* found = manifest().find_compartment(compartment);
  if (found == nullptr) return state_->unknown(compartment);
  auto part = open_part(state_->folder / found->folder, found->name, false, {}, found->cases);
  if (!part) return std::move(part).error();
  return std::move(part->reader);
}

Result<CompartmentReader> Generation::open_updated_compartment(std::string_view compartment) const {
  const UpdatePart* found = update() == nullptr ? nullptr : update()->find_part(compartment);
  if (found == nullptr || found->is_view) return state_->unknown(compartment);
  auto part =
      open_part(state_->update->folder / found->folder, found->name, false, {}, found->cases);
  if (!part) return std::move(part).error();
  return std::move(part->reader);
}

Result<std::vector<IndexPart>> Generation::open_parts(std::string_view name) const {
  std::vector<IndexPart> parts;
  const ManifestCompartment* compartment = manifest().find_compartment(name);
  const ManifestView* view = manifest().find_view(name);
  if (compartment != nullptr || view != nullptr) {
    static const std::vector<ViewMember> kNone;
    std::uint64_t cases = compartment != nullptr ? compartment->cases : 0;
    const auto& members = view != nullptr ? view->members : kNone;
    for (const ViewMember& member : members) cases += member.cases;
    const std::string& folder = view != nullptr ? view->folder : compartment->folder;
    auto part =
        open_part(state_->folder / folder, std::string(name), view != nullptr, members, cases);
    if (!part) return std::move(part).error();
    parts.push_back(std::move(*part));
  }
  const UpdatePart* updated = update() == nullptr ? nullptr : update()->find_part(name);
  if (updated == nullptr && parts.empty()) return state_->unknown(name);
  if (updated == nullptr) return parts;

  const fs::path folder = state_->update->folder / updated->folder;
  auto documents = read_document_list(folder / kSupersededFile,
                                      parts.empty() ? 0 : parts.front().reader.case_count());
  if (!documents) return std::move(documents).error();
  if (documents->size() != updated->superseded) {
    return damaged("差し替え済みの事例の数が目録と合いません", folder);
  }
  auto confirmed = AttributeTable::open_sound(folder / kConfirmedBaseFile);
  if (!confirmed) return std::move(confirmed).error();
  if (!parts.empty()) {
    IndexPart& base = parts.front();
    if (confirmed->document_count() != base.reader.case_count()) {
      return damaged("確認の表が世代の事例の数と合いません", folder);
    }
    base.superseded = std::move(*documents);
    base.confirmed_by_now = std::move(*confirmed);
  }
  auto part = open_part(folder, updated->name, updated->is_view, updated->members, updated->cases);
  if (!part) return std::move(part).error();
  parts.push_back(std::move(*part));
  return parts;
}

Result<std::shared_ptr<const Generation>> GenerationStore::open(std::uint64_t number) const {
  auto state = std::make_unique<Generation::State>();
  state->folder = generation_folder(folder_, number);
  const auto text = read_locked_manifest(state->folder, state->lock);
  if (!text) return text.error();
  auto manifest = parse_manifest(*text);
  if (!manifest) {
    return std::move(manifest).error().with_file((state->folder / kManifestFile).string());
  }
  if (manifest->generation != number) {
    return damaged("目録の世代番号がフォルダーと合いません", state->folder);
  }
  state->manifest = std::move(*manifest);
  auto update = open_newest_update(state->folder, state->manifest);
  if (!update) return std::move(update).error();
  state->update = std::move(*update);
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
      return damaged("今の世代のフォルダーがありません", generation_folder(folder_, missing));
    }
    missing = *current;
  }
}

}  // namespace kizuki
