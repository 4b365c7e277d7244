// The layout is told in attribute_table_writer.cpp.
#include "engine/index/attribute_table.hpp"

#include <utility>

#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/varint.hpp"
#include "engine/index/fixed_width.hpp"
#include "engine/index/format.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kChecksumAt = 8;
constexpr std::size_t kCheckedFrom = 16;
constexpr std::size_t kHeaderBytes = kAttributeHeaderBytes;

/// Groups of forward lists: none where no document has a value.
std::uint64_t count_groups(std::uint32_t documents, std::uint32_t values) {
  if (values == 0) return 0;
  return (std::uint64_t{documents} + kAttributeGroup - 1) / kAttributeGroup;
}

Error damaged_table() {
  return Error{ErrorCode::kCorrupt, "属性の表が壊れています", "", 0, "", ""};
}

}  // namespace

Result<AttributeTable> AttributeTable::open(const std::filesystem::path& path) {
  auto file = MappedFile::open(path);
  if (!file) return std::move(file).error();
  auto table = over(file->bytes());
  if (!table) return std::move(table).error().with_file(path.string());
  table->file_ = std::move(*file);
  return table;
}

Result<AttributeTable> AttributeTable::open_sound(const std::filesystem::path& path) {
  auto table = open(path);
  if (table && !table->checksum_fits()) return damaged_table().with_file(path.string());
  return table;
}

Result<AttributeTable> AttributeTable::over(std::string_view bytes) {
  if (bytes.size() < kHeaderBytes) return damaged_table();
  if (bytes.substr(0, kAttributeMagic.size()) != kAttributeMagic) {
    if (bytes.substr(0, 7) != kAttributeMagic.substr(0, 7)) return damaged_table();
    Error error;
    error.code = ErrorCode::kVersionMismatch;
    error.message = "属性の表が別の版の形です";
    return error;
  }
  AttributeTable table;
  table.bytes_ = bytes;
  table.documents_ = load_fixed<std::uint32_t>(bytes, 16);
  table.values_ = load_fixed<std::uint32_t>(bytes, 20);
  table.names_at_ = kHeaderBytes;
  table.postings_at_ = load_fixed<std::uint64_t>(bytes, 24);
  table.forward_at_ = load_fixed<std::uint64_t>(bytes, 32);
  const auto end = load_fixed<std::uint64_t>(bytes, 40);
  const std::uint64_t values_index = (std::uint64_t{table.values_} + 1) * 8;
  const std::uint64_t groups_index = (count_groups(table.documents_, table.values_) + 1) * 8;
  const bool fits = end == bytes.size() && table.postings_at_ <= end && table.forward_at_ <= end &&
                    table.names_at_ + values_index <= table.postings_at_ &&
                    table.postings_at_ + values_index <= table.forward_at_ &&
                    table.forward_at_ + groups_index <= end;
  if (!fits) return damaged_table();
  return table;
}

std::string_view AttributeTable::slice(std::uint64_t begin, std::uint64_t end) const {
  if (begin > end || end > bytes_.size()) return {};
  return bytes_.substr(begin, end - begin);
}

std::uint64_t AttributeTable::index_entry(std::uint64_t table, std::uint64_t number) const {
  return load_fixed<std::uint64_t>(bytes_, table + number * 8);
}

AttributeTable::Value AttributeTable::value(std::uint32_t number) const {
  if (number >= values_) return {};
  const std::uint64_t base = names_at_ + (std::uint64_t{values_} + 1) * 8;
  std::string_view entry =
      slice(base + index_entry(names_at_, number), base + index_entry(names_at_, number + 1));
  const auto name = take_sized(entry);
  const auto value = take_sized(entry);
  if (!name || !value) return {};
  return {*name, *value};
}

std::optional<std::uint32_t> AttributeTable::find(std::string_view name,
                                                  std::string_view wanted) const {
  std::uint32_t low = 0;
  std::uint32_t high = values_;
  const std::pair key(name, wanted);
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    const Value found = value(middle);
    if (std::pair(found.name, found.value) < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == values_) return std::nullopt;
  const Value found = value(low);
  if (found.name != name || found.value != wanted) return std::nullopt;
  return low;
}

std::pair<std::uint32_t, std::uint32_t> AttributeTable::range(std::string_view name) const {
  const auto border = [&](bool behind) {
    std::uint32_t low = 0;
    std::uint32_t high = values_;
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      const std::string_view found = value(middle).name;
      if (behind ? found <= name : found < name) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  };
  return {border(false), border(true)};
}

std::string_view AttributeTable::posting_list(std::uint32_t number) const {
  if (number >= values_) return {};
  const std::uint64_t base = postings_at_ + (std::uint64_t{values_} + 1) * 8;
  return slice(base + index_entry(postings_at_, number),
               base + index_entry(postings_at_, number + 1));
}

AttributeTable::ForwardGroup AttributeTable::forward_group(std::uint32_t document) const {
  const std::uint64_t base = forward_at_ + (count_groups(documents_, values_) + 1) * 8;
  const std::uint32_t group = (document - 1) / kAttributeGroup;
  const std::uint32_t first = group * kAttributeGroup + 1;
  return {slice(base + index_entry(forward_at_, group), base + index_entry(forward_at_, group + 1)),
          first, first + kAttributeGroup};
}

std::string_view AttributeTable::forward_list(std::uint32_t document) const {
  if (document == 0 || document > documents_ || values_ == 0) return {};
  ForwardGroup group = forward_group(document);
  for (; group.at < document; ++group.at) {
    if (!take_sized(group.lists)) return {};
  }
  return take_sized(group.lists).value_or(std::string_view());
}

std::uint32_t AttributeTable::document_frequency(std::uint32_t number) const {
  std::string_view list = posting_list(number);
  const auto count = take_varint(list);
  return count && *count <= documents_ ? static_cast<std::uint32_t>(*count) : 0;
}

bool AttributeTable::checksum_fits() const {
  if (bytes_.size() < kHeaderBytes) return false;
  const std::string_view checked = bytes_.substr(kCheckedFrom);
  Xxh3 hash;
  if (file_.bytes().empty()) {  // over bytes of the caller's
    hash.update(checked);
  } else {
    file_.read_through(checked, [&](std::string_view piece) { hash.update(piece); });
  }
  return hash.digest() == load_fixed<std::uint64_t>(bytes_, kChecksumAt);
}

}  // namespace kizuki
