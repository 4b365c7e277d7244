// How many cases of a compartment have a character gram: hashed counters, few bits each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/file.hpp"
#include "engine/base/result.hpp"
#include "engine/index/gram_profile.hpp"

namespace kizuki {

/// Sums over cases.
struct GramTotals {
  std::uint64_t cases = 0;
  std::uint64_t pairs = 0;
  std::uint64_t kanji = 0;
  friend bool operator==(const GramTotals&, const GramTotals&) = default;
};

/// Counts the cases of one compartment. Holds 1 MiB. One a thread. The order of the cases does not
/// matter.
class GramTableWriter {
 public:
  GramTableWriter();

  void add(const GramProfile& profile);
  /// The bytes of the file (docs/index-format.md).
  std::string encode() const;
  /// Errors: those of FileWriter. Not synced.
  Result<void> write(const std::filesystem::path& file) const;

 private:
  std::vector<std::uint32_t> counts_;
  GramTotals totals_;
};

/// Reads the counters of a compartment where they lie in the mapped file, a few dozen neighbours
/// for each (well below a microsecond). The counters of several compartments add up to those of
/// one that holds all of their cases. Immutable and shared.
class GramTable {
 public:
  /// Checks the whole file (1 MiB at most, less than 0.1 ms). Errors: kNotFound,
  /// kPermissionDenied, kCorrupt, kVersionMismatch.
  static Result<GramTable> open(const std::filesystem::path& file);

  const GramTotals& totals() const { return totals_; }
  /// Cases that have a gram of this counter. `bucket` must be below kGramBuckets.
  std::uint32_t frequency(std::uint32_t bucket) const;
  /// All of them, by bucket.
  std::vector<std::uint32_t> frequencies() const;
  /// As they lie in the file, for comparing.
  std::string_view bytes() const { return file_.bytes(); }

 private:
  template <typename Take>
  void read_segment(std::size_t segment, Take&& take) const;

  MappedFile file_;
  GramTotals totals_;
  std::uint32_t segment_bits_ = 0;  // 2^this counters a segment
  std::uint32_t gap_order_ = 0;
  std::uint32_t count_order_ = 0;
  std::string_view directory_;
  std::string_view codes_;
};

}  // namespace kizuki
