// How many cases of a set have each value of an attribute table.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/index/attribute_table.hpp"
#include "engine/index/document_set.hpp"

namespace kizuki {

/// Counts small sets by the values of their documents, large ones by the documents of the values:
/// values that many documents have are unpacked into sets of bits when a large set is counted for
/// the first time, and kept: at most 64 times as many bits as documents and values have pairs. One
/// a thread; refers to the table.
class AttributeCounter {
 public:
  explicit AttributeCounter(const AttributeTable& table) : table_(&table) {}

  /// For the values below `end`, by number. The documents of `documents` are those of the table.
  std::vector<std::uint64_t> count(const DocumentSet& documents, std::uint32_t end);

 private:
  struct CommonValue {
    std::uint32_t number = 0;
    DocumentSet documents;
  };
  void unpack();
  std::vector<std::uint64_t> count_by_value(const DocumentSet& documents, std::uint32_t end) const;

  const AttributeTable* table_;
  bool unpacked_ = false;
  std::uint64_t pairs_ = 0;          // of a document and a value
  std::uint64_t rare_pairs_ = 0;     // of the values below
  std::vector<CommonValue> common_;  // ascending by number
  std::vector<std::uint32_t> rare_;  // the other values, ascending
};

}  // namespace kizuki
