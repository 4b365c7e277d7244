// The counters of a gram table, unpacked for who asks for many.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/index/gram_table.hpp"

namespace kizuki {

/// A single counter is read where it lies in the file, a few dozen neighbours for each; from some
/// thousands on all are unpacked once, 1 MiB, and kept. One a thread; refers to the table.
class GramFrequencies {
 public:
  /// To unpack the table takes about as long as to read so many counters one by one.
  static constexpr std::uint32_t kFewCounters = 5'000;

  explicit GramFrequencies(const GramTable& table) : table_(&table) {}

  /// GramTable::frequency.
  std::uint32_t of(std::uint32_t bucket) {
    if (unpacked_.empty()) {
      if (asked_ < kFewCounters) {
        ++asked_;
        return table_->frequency(bucket);
      }
      unpacked_ = table_->frequencies();
    }
    return unpacked_[bucket];
  }

 private:
  const GramTable* table_;
  std::uint32_t asked_ = 0;
  std::vector<std::uint32_t> unpacked_;
};

}  // namespace kizuki
