#include "engine/index/generation_layout.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <utility>

#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/index/format.hpp"

namespace kizuki {
namespace fs = std::filesystem;
namespace {

/// A number, a blank, the checksum, a line feed.
constexpr std::size_t kMaxPointerBytes = 64;
constexpr std::size_t kPointerHashDigits = 16;

std::string print_pointer(std::uint64_t number) {
  const std::string name = generation_name(number);
  return name + " " + sha256_hex(name).substr(0, kPointerHashDigits) + "\n";
}

/// Calls `take` with the name of each entry of `folder`; with none when it is not there.
Result<void> for_each_name(const fs::path& folder,
                           const std::function<void(const std::string&)>& take) {
  std::error_code failure;
  fs::directory_iterator entry(folder, failure);
  if (failure == std::errc::no_such_file_or_directory) return {};
  for (; !failure && entry != fs::directory_iterator(); entry.increment(failure)) {
    take(entry->path().filename().string());
  }
  if (failure) return system_error(failure.value(), "世代を調べられません", folder.string());
  return {};
}

Result<std::vector<std::uint64_t>> find_numbers(const fs::path& folder) {
  std::vector<std::uint64_t> numbers;
  auto found = for_each_name(folder, [&](const std::string& name) {
    if (const auto number = parse_generation_name(name)) numbers.push_back(*number);
  });
  if (!found) return std::move(found).error();
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

bool is_leftover(std::string_view name) {
  for (const std::string_view suffix : {kDraftSuffix, kRemovingSuffix}) {
    if (!name.ends_with(suffix)) continue;
    if (parse_generation_name(name.substr(0, name.size() - suffix.size()))) return true;
  }
  return false;
}

}  // namespace

std::string generation_name(std::uint64_t number) {
  std::string digits = std::to_string(number);
  if (digits.size() < kGenerationDigits) digits.insert(0, kGenerationDigits - digits.size(), '0');
  return digits;
}

std::optional<std::uint64_t> parse_generation_name(std::string_view name) {
  std::uint64_t number = 0;
  const auto parsed = std::from_chars(name.data(), name.data() + name.size(), number);
  if (parsed.ec != std::errc() || number == 0 || generation_name(number) != name) {
    return std::nullopt;
  }
  return number;
}

fs::path generations_folder(const fs::path& index_folder) {
  return index_folder / kGenerationsFolder;
}

fs::path generation_folder(const fs::path& index_folder, std::uint64_t number) {
  return generations_folder(index_folder) / generation_name(number);
}

fs::path update_folder(const fs::path& generation_folder, std::uint64_t number) {
  return generation_folder / kUpdatesFolder / generation_name(number);
}

Result<std::vector<std::uint64_t>> find_generations(const fs::path& index_folder) {
  return find_numbers(generations_folder(index_folder));
}

Result<std::vector<std::uint64_t>> find_updates(const fs::path& generation_folder) {
  return find_numbers(generation_folder / kUpdatesFolder);
}

Result<void> remove_leftovers(const fs::path& folder) {
  std::vector<fs::path> leftovers;
  auto found = for_each_name(folder, [&](const std::string& name) {
    if (is_leftover(name)) leftovers.push_back(folder / name);
  });
  if (!found) return found;
  for (const fs::path& leftover : leftovers) {
    if (auto removed = remove_tree(leftover); !removed) return removed;
  }
  return {};
}

Result<std::uint64_t> read_current(const fs::path& index_folder) {
  const fs::path file = index_folder / kCurrentFile;
  auto text = read_file(file, kMaxPointerBytes);
  if (!text && text.error().code == ErrorCode::kNotFound) {
    return Error{ErrorCode::kNotFound,
                 "索引がまだありません（kizuki index --index でつくってください）",
                 file.string(),
                 0,
                 "",
                 ""};
  }
  if (!text && text.error().code != ErrorCode::kLimitExceeded) return std::move(text).error();
  if (text) {
    const std::string_view name = std::string_view(*text).substr(0, text->find(' '));
    const auto number = parse_generation_name(name);
    if (number && *text == print_pointer(*number)) return *number;
  }
  return Error{
      ErrorCode::kCorrupt, "今の世代を指すファイルが壊れています", file.string(), 0, "", ""};
}

Result<void> write_current(const fs::path& index_folder, std::uint64_t number) {
  return write_file_atomically(index_folder / kCurrentFile, print_pointer(number));
}

}  // namespace kizuki
