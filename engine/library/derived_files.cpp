#include "engine/library/derived_files.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <system_error>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kHashBytes = 8;

std::string hash_of(std::string_view bytes) {
  std::string out;
  const std::uint64_t hash = xxh3(bytes);
  for (std::size_t i = 0; i < kHashBytes; ++i) out += static_cast<char>(hash >> (8 * i) & 0xFFU);
  return out;
}

Error denied(const std::filesystem::path& file, const std::error_code& why) {
  return system_error(why.value(), "ファイルの権限を変えられません", file.string());
}

/// As write_file_atomically; nobody but the owner can ever open what it writes.
Result<void> write_for_owner(const std::filesystem::path& file, std::string_view bytes) {
  namespace fs = std::filesystem;
  fs::path temporary = file;
  temporary += ".tmp";
  // One that a killed run left behind may be open elsewhere.
  if (auto removed = remove_tree(temporary); !removed) return removed;
  auto writer = FileWriter::create(temporary);
  if (!writer) return std::move(writer).error();
  Result<void> done;
  std::error_code failure;
  fs::permissions(temporary, fs::perms::owner_read | fs::perms::owner_write, failure);
  if (failure) done = denied(temporary, failure);
  if (done) done = writer->write(bytes);
  if (done) done = writer->close(true);
  if (done) done = rename_durably(temporary, file);
  if (!done) (void)remove_tree(temporary);
  return done;
}

}  // namespace

std::filesystem::path derived_folder(const std::filesystem::path& library_folder) {
  return library_folder / "derived";
}

Result<void> store_derived(const Library& library, const std::filesystem::path& library_folder,
                           std::string_view name, std::string_view bytes,
                           const std::vector<std::string>& cases) {
  const std::filesystem::path folder = derived_folder(library_folder);
  std::error_code failure;
  if (!std::filesystem::exists(folder, failure)) {
    if (auto made = create_folders(folder); !made) return made;
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failure);
    if (failure) return denied(folder, failure);
  }
  const std::filesystem::path file = folder / name;
  if (auto written = write_for_owner(file, bytes); !written) return written;
  const auto states = library.current_states(cases);
  const bool all = states && std::all_of(states->begin(), states->end(),
                                         [](const auto& state) { return state.has_value(); });
  if (all) return {};
  if (auto removed = remove_tree(file); !removed) return removed;
  if (!states) return states.error();
  return {};
}

std::string sealed(std::string bytes) {
  bytes += hash_of(bytes);
  return bytes;
}

std::optional<std::string_view> unsealed(std::string_view bytes) {
  if (bytes.size() < kHashBytes) return std::nullopt;
  const std::string_view content = bytes.substr(0, bytes.size() - kHashBytes);
  if (bytes.substr(content.size()) != hash_of(content)) return std::nullopt;
  return content;
}

Result<std::vector<std::string>> damaged_derived_files(
    const std::filesystem::path& library_folder) {
  namespace fs = std::filesystem;
  std::vector<std::string> out;
  const fs::path folder = derived_folder(library_folder);
  std::error_code failure;
  fs::directory_iterator entry(folder, failure);
  if (failure == std::errc::no_such_file_or_directory) return out;
  while (!failure && entry != fs::directory_iterator()) {
    std::error_code unknown;  // gone meanwhile
    // A file in the making, or left by a killed run, is of no use to anybody.
    if (entry->is_regular_file(unknown) && entry->path().extension() != ".tmp") {
      const auto file = MappedFile::open(entry->path());
      if (file && !unsealed(file->bytes())) out.push_back(entry->path().filename().string());
    }
    entry.increment(failure);
  }
  if (failure) {
    return system_error(failure.value(), "フォルダーを調べられません", folder.string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace kizuki
