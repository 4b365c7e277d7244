// How a generation comes into being: a draft folder, then everything that makes it safe to read,
// then one rename and one pointer. Killed at any point before the pointer is replaced, readers stay
// with the old generation; a generation that was renamed but not yet pointed to is whole, and only
// takes space until it is pruned.
#include <algorithm>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/index/compartment_reader.hpp"
#include "engine/index/draft_files.hpp"
#include "engine/index/format.hpp"
#include "engine/index/generation.hpp"
#include "engine/index/generation_layout.hpp"

namespace kizuki {
namespace fs = std::filesystem;
namespace {

Result<void> check_cases(const Result<CompartmentReader>& reader, std::uint64_t cases,
                         const fs::path& folder) {
  if (!reader) return reader.error();
  if (reader->case_count() == cases) return {};
  return Error{
      ErrorCode::kInternal, "書いた事例の数が目録と合いません", folder.string(), 0, "", ""};
}

/// Opens every compartment and view as a reader will, before anyone depends on it.
Result<void> check_draft(const fs::path& folder, const Manifest& manifest) {
  for (const ManifestCompartment& compartment : manifest.compartments) {
    const fs::path place = folder / compartment.folder;
    auto checked = check_cases(CompartmentReader::open(place), compartment.cases, place);
    if (!checked) return checked;
  }
  for (const ManifestView& view : manifest.views) {
    std::uint64_t cases = 0;
    for (const ViewMember& member : view.members) cases += member.cases;
    const fs::path place = folder / view.folder;
    auto checked =
        check_cases(CompartmentReader::open_view(place, folder, view.members), cases, place);
    if (!checked) return checked;
  }
  return {};
}

template <typename Named>
void sort_by_name(std::vector<Named>& list) {
  std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
}

/// The sequence that readers of a finished draft will see.
Result<std::uint64_t> sequence_of(const fs::path& draft) {
  const auto text = read_file(draft / kManifestFile, kMaxManifestBytes);
  if (!text) return text.error();
  const auto manifest = parse_manifest(*text);
  if (!manifest) return manifest.error();
  const auto updates = find_updates(draft);
  if (!updates) return updates.error();
  if (updates->empty()) return manifest->library_sequence;
  const auto update_text =
      read_file(update_folder(draft, updates->back()) / kManifestFile, kMaxManifestBytes);
  if (!update_text) return update_text.error();
  const auto update = parse_update_manifest(*update_text);
  if (!update) return update.error();
  return update->library_sequence;
}

}  // namespace

Result<GenerationStore::Draft> GenerationStore::begin() const {
  if (auto made = create_folders(generations_folder(folder_)); !made) {
    return std::move(made).error();
  }
  if (auto removed = remove_leftovers(generations_folder(folder_)); !removed) {
    return std::move(removed).error();
  }
  const auto numbers = find_generations(folder_);
  if (!numbers) return numbers.error();
  Draft draft;
  draft.number = (numbers->empty() ? 0 : numbers->back()) + 1;
  if (const auto current = read_current(folder_)) {
    draft.number = std::max(draft.number, *current + 1);
  }
  draft.folder = generation_folder(folder_, draft.number);
  draft.folder += kDraftSuffix;
  if (auto made = create_folders(draft.folder); !made) return std::move(made).error();
  return draft;
}

Result<void> GenerationStore::prepare_publishing(const Draft& draft, Manifest manifest) const {
  manifest.format = kFormatVersion;
  manifest.generation = draft.number;
  sort_by_name(manifest.compartments);
  sort_by_name(manifest.views);
  auto files = describe_files(draft.folder);
  if (!files) return std::move(files).error();
  manifest.files = std::move(*files);
  const std::string text = print_manifest(manifest);
  if (auto readable = parse_manifest(text); !readable) return std::move(readable).error();
  if (auto checked = check_draft(draft.folder, manifest); !checked) return checked;
  return seal_draft(draft.folder, text);
}

Result<void> GenerationStore::finish_publishing(const Draft& draft) const {
  const auto sequence = sequence_of(draft.folder);
  if (!sequence) return sequence.error();
  // An unreadable current generation is no reason to keep a good one out.
  if (const auto current = open_current(); current && *sequence < (*current)->library_sequence()) {
    return Error{ErrorCode::kInvalidArgument,
                 "今の世代より古い台帳からつくった索引なので、切り替えません",
                 folder_.string(),
                 0,
                 "",
                 ""};
  }
  const fs::path place = generation_folder(folder_, draft.number);
  if (auto renamed = rename_durably(draft.folder, place); !renamed) return renamed;
  return write_current(folder_, draft.number);
}

Result<void> GenerationStore::publish(const Draft& draft, Manifest manifest) const {
  if (auto prepared = prepare_publishing(draft, std::move(manifest)); !prepared) return prepared;
  auto lock = lock_for_updating(kUpdatePatience);
  if (!lock) return std::move(lock).error();
  return finish_publishing(draft);
}

}  // namespace kizuki
