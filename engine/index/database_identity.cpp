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

}  // namespace

Result<void> fix_database_identity(const std::filesystem::path& folder) {
  const auto file = folder / kVersionFile;
  auto bytes = read_file(file, kMaxVersionFileBytes);
  if (!bytes) return std::move(bytes).error();
  if (bytes->size() < kUuidOffset + kUuidBytes || bytes->compare(0, kMagic.size(), kMagic) != 0) {
    return Error{
        ErrorCode::kCorrupt, "この版の Xapian の索引の形を知りません", file.string(), 0, "", ""};
  }
  bytes->replace(kUuidOffset, kUuidBytes, kUuidBytes, '\0');
  std::string identity;
  append_fixed(identity, xxh3(*bytes, 0));
  append_fixed(identity, xxh3(*bytes, 1));
  bytes->replace(kUuidOffset, kUuidBytes, identity);
  auto out = FileWriter::create(file);
  if (!out) return std::move(out).error();
  if (auto written = out->write(*bytes); !written) return written;
  if (auto closed = out->close(false); !closed) return closed;
  return remove_tree(folder / kLockFile);
}

}  // namespace kizuki
