// Attributes of cases beside the text index: which cases have a value, and how surely.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/file.hpp"
#include "engine/base/result.hpp"
#include "engine/base/varint.hpp"
#include "engine/index/document_set.hpp"

namespace kizuki {

/// Confidence of an attribute: 255 = given or certain, 0 is not stored.
using AttributeScore = std::uint8_t;
inline constexpr AttributeScore kCertain = 255;

/// A file of attributes, mapped: the facets of records (all certain), or annotations (tags read
/// from the text, card matches, confirmations). Format: docs/index-format.md, "Attribute table".
/// Immutable and shared by all threads. Reading damaged bytes is safe: entries that do not fit are
/// left out (verify finds the damage).
class AttributeTable {
 public:
  /// Errors: kNotFound, kCorrupt (header), kVersionMismatch.
  static Result<AttributeTable> open(const std::filesystem::path& path);
  /// As open, with the checksum checked: kCorrupt when it does not fit.
  static Result<AttributeTable> open_sound(const std::filesystem::path& path);
  /// Takes the bytes as they are; they must outlive the table.
  static Result<AttributeTable> over(std::string_view bytes);

  AttributeTable() = default;

  std::uint32_t document_count() const { return documents_; }
  /// Values are numbered 0 … value_count()-1, ascending by name and value (byte order).
  std::uint32_t value_count() const { return values_; }

  struct Value {
    std::string_view name;
    std::string_view value;
  };
  /// Empty strings when `number` is out of range or the bytes are damaged.
  Value value(std::uint32_t number) const;
  std::optional<std::uint32_t> find(std::string_view name, std::string_view value) const;
  /// First and one past the last number of the values with this name.
  std::pair<std::uint32_t, std::uint32_t> range(std::string_view name) const;

  /// How many documents have the value.
  std::uint32_t document_frequency(std::uint32_t number) const;
  /// Documents that have the value, ascending.
  template <typename Take>
  void for_each_document(std::uint32_t number, Take&& take) const {
    std::string_view list = posting_list(number);
    if (!take_varint(list)) return;
    std::uint64_t document = 0;
    while (const auto entry = take_entry(list)) {
      document += entry->first;
      if (document > documents_) return;
      take(static_cast<std::uint32_t>(document), entry->second);
    }
  }

  /// Values of a document, ascending by number. Cost: the values of this one document, and
  /// the sizes of at most kAttributeGroup - 1 others.
  template <typename Take>
  void for_each_value(std::uint32_t document, Take&& take) const {
    for_each_value_below(document, values_, take);
  }
  /// Those whose numbers lie below `end`; the others cost nothing.
  template <typename Take>
  void for_each_value_below(std::uint32_t document, std::uint32_t end, Take&& take) const {
    take_values(forward_list(document), end, take);
  }

  /// The same for each of `documents`, which are within the table's, document by document, without
  /// looking for each list anew.
  template <typename Take>
  void for_each_value_below(const DocumentSet& documents, std::uint32_t end, Take&& take) const {
    if (values_ == 0) return;
    ForwardGroup group;
    documents.for_each([&](std::uint32_t document) {
      if (document >= group.end) group = forward_group(document);
      for (; group.at < document; ++group.at) take_sized(group.lists);
      take_values(take_sized(group.lists).value_or(std::string_view()), end, take);
      ++group.at;
      return true;
    });
  }

  /// True when the checksum in the header fits the rest.
  bool checksum_fits() const;

 private:
  /// The next gap (at least 1) and score; nothing at the end or where the bytes are damaged.
  static std::optional<std::pair<std::uint64_t, AttributeScore>> take_entry(
      std::string_view& rest) {
    const auto packed = take_varint(rest);
    if (!packed || *packed < 2) return std::nullopt;
    if (*packed % 2 == 0) return std::pair(*packed / 2, kCertain);
    if (rest.empty()) return std::nullopt;
    const auto score = static_cast<AttributeScore>(rest.front());
    rest.remove_prefix(1);
    return std::pair(*packed / 2, score);
  }
  /// The values of a document's list below `end`; lists hold 1-based numbers as gaps.
  template <typename Take>
  void take_values(std::string_view list, std::uint32_t end, Take&& take) const {
    const std::uint64_t highest = end < values_ ? end : values_;
    std::uint64_t last = 0;
    while (const auto entry = take_entry(list)) {
      last += entry->first;
      if (last > highest) return;
      take(static_cast<std::uint32_t>(last - 1), entry->second);
    }
  }
  std::string_view slice(std::uint64_t begin, std::uint64_t end) const;
  std::uint64_t index_entry(std::uint64_t table, std::uint64_t number) const;
  /// The lists of the documents `at` to `end` - 1, one after the other.
  struct ForwardGroup {
    std::string_view lists;
    std::uint32_t at = 0;
    std::uint32_t end = 0;
  };
  ForwardGroup forward_group(std::uint32_t document) const;
  std::string_view forward_list(std::uint32_t document) const;
  std::string_view posting_list(std::uint32_t number) const;

  MappedFile file_;
  std::string_view bytes_;
  std::uint32_t documents_ = 0;
  std::uint32_t values_ = 0;
  std::uint64_t names_at_ = 0;     // u64 × (values + 1), then the strings
  std::uint64_t postings_at_ = 0;  // u64 × (values + 1), then the lists
  std::uint64_t forward_at_ = 0;   // u64 × (groups of documents + 1), then the lists
};

}  // namespace kizuki
