#include "engine/index/database_identity.hpp"

#include <string>
#include <string_view>

#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/index/fixed_width.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kVersionFile = "iamglass";
constexpr std::string_view kLockFile = "flintlock";
constexpr std::string_view kMagic = "\x0f\x0dXapian Glass";
constexpr std::size_t kUuidOffset = 16;
constexpr std::size_t kUuidBytes = 16;
constexpr std::size_t kHashOffset = kUuidOffset + 8;
constexpr std::size_t kHashBytes = 8;
constexpr std::size_t kMaxVersionFileBytes = 4096;

/// The version file, of the layout known.
Result<std::string> read_version_file(const std::filesystem::path& file) {
  auto bytes = read_file(file, kMaxVersionFileBytes);
  if (!bytes) return bytes;
  if (bytes->size() < kUuidOffset + kUuidBytes || bytes->compare(0, kMagic.size(), kMagic) != 0) {
    return Error{
        ErrorCode::kCorrupt, "この版の Xapian の索引の形を知りません", file.string(), 0, "", ""};
  }
  return bytes;
}

/// Hash of the file with zeros in the hash's place.
std::string hash_of(std::string bytes) {
  bytes.replace(kHashOffset, kHashBytes, kHashBytes, '\0');
  std::string hash;
  append_fixed(hash, xxh3(bytes));
  return hash;
}

}  // namespace

Result<void> check_database_identity(const std::filesystem::path& folder) {
  const auto file = folder / kVersionFile;
  const auto bytes = read_version_file(file);
  if (!bytes) return bytes.error();
  if (bytes->compare(kHashOffset, kHashBytes, hash_of(*bytes)) == 0) return {};
  return Error{ErrorCode::kCorrupt, "検索索引の先頭が壊れています", file.string(), 0, "", ""};
}

Result<void> fix_database_identity(const std::filesystem::path& folder, std::string_view name) {
  const auto file = folder / kVersionFile;
  auto bytes = read_version_file(file);
  if (!bytes) return std::move(bytes).error();
  std::string name_hash;
  append_fixed(name_hash, xxh3(name));
  bytes->replace(kUuidOffset, name_hash.size(), name_hash);
  bytes->replace(kHashOffset, kHashBytes, hash_of(*bytes));
  auto out = FileWriter::create(file);
  if (!out) return std::move(out).error();
  if (auto written = out->write(*bytes); !written) return written;
  if (auto closed = out->close(false); !closed) return closed;
  return remove_tree(folder / kLockFile);
}

}  // namespace kizuki
