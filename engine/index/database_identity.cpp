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

/// What stands in place of the UUID: a hash of the file without it.
std::string identity_of(std::string bytes) {
  bytes.replace(kUuidOffset, kUuidBytes, kUuidBytes, '\0');
  std::string identity;
  append_fixed(identity, xxh3(bytes, 0));
  append_fixed(identity, xxh3(bytes, 1));
  return identity;
}

}  // namespace

Result<void> check_database_identity(const std::filesystem::path& folder) {
  const auto file = folder / kVersionFile;
  const auto bytes = read_version_file(file);
  if (!bytes) return bytes.error();
  if (bytes->compare(kUuidOffset, kUuidBytes, identity_of(*bytes)) == 0) return {};
  return Error{ErrorCode::kCorrupt, "検索索引の先頭が壊れています", file.string(), 0, "", ""};
}

Result<void> fix_database_identity(const std::filesystem::path& folder) {
  const auto file = folder / kVersionFile;
  auto bytes = read_version_file(file);
  if (!bytes) return std::move(bytes).error();
  bytes->replace(kUuidOffset, kUuidBytes, identity_of(*bytes));
  auto out = FileWriter::create(file);
  if (!out) return std::move(out).error();
  if (auto written = out->write(*bytes); !written) return written;
  if (auto closed = out->close(false); !closed) return closed;
  return remove_tree(folder / kLockFile);
}

}  // namespace kizuki
