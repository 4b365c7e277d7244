// Where generations lie below the index folder, and which one is current.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace kizuki {

/// "000012".
std::string generation_name(std::uint64_t number);
/// Nothing when `name` is not what generation_name gives for a number from 1.
std::optional<std::uint64_t> parse_generation_name(std::string_view name);

std::filesystem::path generations_folder(const std::filesystem::path& index_folder);
std::filesystem::path generation_folder(const std::filesystem::path& index_folder,
                                        std::uint64_t number);

std::filesystem::path update_folder(const std::filesystem::path& generation_folder,
                                    std::uint64_t number);
/// Numbers of the finished updates of a generation, as find_generations.
Result<std::vector<std::uint64_t>> find_updates(const std::filesystem::path& generation_folder);

/// Numbers of the finished generations, ascending; everything else in the folder is left alone and
/// left out. None when there is no folder yet. Errors: kPermissionDenied, kIo.
Result<std::vector<std::uint64_t>> find_generations(const std::filesystem::path& index_folder);

/// Removes what killed writers left in a folder of generations or of updates: drafts, and what was
/// on its way out. Errors: kPermissionDenied, kIo.
Result<void> remove_leftovers(const std::filesystem::path& folder);

/// The number in the file `current`. A small file and no symbolic link: it can be replaced with the
/// same care as any other (written beside, synced, renamed), carries a checksum, and survives
/// copying by tools and disks that do not know links.
/// Errors: kNotFound (nothing built yet), kCorrupt, kPermissionDenied, kIo.
Result<std::uint64_t> read_current(const std::filesystem::path& index_folder);
Result<void> write_current(const std::filesystem::path& index_folder, std::uint64_t number);

}  // namespace kizuki
