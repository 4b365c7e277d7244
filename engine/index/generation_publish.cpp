// How a generation comes into being: a draft folder, then everything that makes it safe to read,
// then one rename and one pointer. Killed at any point before the pointer is replaced, readers stay
// with the old generation; a generation that was renamed but not yet pointed to is whole, and only
// takes space until it is pruned.
#include <algorithm>
#include <cerrno>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/index/compartment_reader.hpp"
#include "engine/index/format.hpp"
#include "engine/index/generation.hpp"
#include "engine/index/generation_layout.hpp"

namespace kizuki {
namespace fs = std::filesystem;
namespace {

Result<void> write_plain_file(const fs::path& file, std::string_view bytes) {
  auto out = FileWriter::create(file);
  if (!out) return std::move(out).error();
  if (auto written = out->write(bytes); !written) return written;
  return out->close(false);  // synced with the tree
}

/// Size and hash of every file below `folder` but the manifest and the lock, ascending by path.
Result<std::vector<ManifestFile>> describe_files(const fs::path& folder) {
  std::vector<ManifestFile> files;
  std::error_code failure;
  fs::recursive_directory_iterator entry(folder, failure);
  for (; !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
    const fs::file_status status = entry->symlink_status(failure);
    if (failure) break;
    if (fs::is_directory(status)) continue;
    std::string path = entry->path().lexically_relative(folder).generic_string();
    if (path == kManifestFile || path == kGenerationLockFile) continue;
    if (!fs::is_regular_file(status)) {
      return Error{ErrorCode::kInternal,
                   "索引にふつうでないファイルがあります",
                   entry->path().string(),
                   0,
                   "",
                   ""};
    }
    const std::uint64_t bytes = entry->file_size(failure);
    if (failure) break;
    auto sha256 = sha256_file_hex(entry->path());
    if (!sha256) return std::move(sha256).error();
    files.push_back({std::move(path), bytes, std::move(*sha256)});
  }
  if (failure) return system_error(failure.value(), "世代を調べられません", folder.string());
  std::sort(files.begin(), files.end(),
            [](const ManifestFile& a, const ManifestFile& b) { return a.path < b.path; });
  return files;
}

/// Opens every compartment as a reader will, before anyone depends on it.
Result<void> check_draft(const fs::path& folder, const Manifest& manifest) {
  for (const ManifestCompartment& compartment : manifest.compartments) {
    auto reader = CompartmentReader::open(folder / compartment.folder);
    if (!reader) return std::move(reader).error();
    if (reader->case_count() != compartment.cases) {
      return Error{ErrorCode::kInternal,
                   "書いた事例の数が目録と合いません",
                   (folder / compartment.folder).string(),
                   0,
                   "",
                   ""};
    }
  }
  return {};
}

}  // namespace

Result<GenerationStore::Draft> GenerationStore::begin() const {
  if (auto made = create_folders(generations_folder(folder_)); !made) {
    return std::move(made).error();
  }
  auto leftovers = find_leftovers(folder_);
  if (!leftovers) return std::move(leftovers).error();
  for (const GenerationLeftover& leftover : *leftovers) {
    if (auto removed = remove_tree(leftover.folder); !removed) return std::move(removed).error();
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

Result<void> GenerationStore::publish(const Draft& draft, Manifest manifest) const {
  // An unreadable current generation is no reason to keep a good one out.
  if (const auto current = open_current();
      current && manifest.library_sequence < (*current)->manifest().library_sequence) {
    return Error{ErrorCode::kInvalidArgument,
                 "今の世代より古い台帳からつくった索引なので、切り替えません",
                 folder_.string(),
                 0,
                 "",
                 ""};
  }
  manifest.format = kFormatVersion;
  manifest.generation = draft.number;
  std::sort(manifest.compartments.begin(), manifest.compartments.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  auto files = describe_files(draft.folder);
  if (!files) return std::move(files).error();
  manifest.files = std::move(*files);
  const std::string text = print_manifest(manifest);
  if (auto readable = parse_manifest(text); !readable) return std::move(readable).error();
  if (auto checked = check_draft(draft.folder, manifest); !checked) return checked;

  if (auto written = write_plain_file(draft.folder / kManifestFile, text); !written) return written;
  if (auto written = write_plain_file(draft.folder / kGenerationLockFile, ""); !written) {
    return written;
  }
  if (auto synced = sync_tree(draft.folder); !synced) return synced;
  const fs::path place = generation_folder(folder_, draft.number);
  if (auto renamed = rename_durably(draft.folder, place); !renamed) return renamed;
  return write_current(folder_, draft.number);
}

}  // namespace kizuki
