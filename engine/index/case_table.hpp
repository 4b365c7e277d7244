// The case table of a compartment: who is document 1, 2, …, what was analysed of it, how long it
// is.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/file.hpp"
#include "engine/base/result.hpp"
#include "engine/base/spool.hpp"
#include "engine/index/case_analysis.hpp"

namespace kizuki {

/// A row of the table.
struct CaseEntry {
  AnalysisKey key{};
  std::uint32_t words = 0;  // the case's length (count_words of postings.hpp)
};

/// Collects rows of any number in bounded memory: what is too much lies in temporary files beside
/// the table until it is written. One a thread.
class CaseTableWriter {
 public:
  /// In a compartment ids ascend; in a view they do so within each member.
  enum class Order { kAscending, kAny };
  explicit CaseTableWriter(const std::filesystem::path& file, Order order = Order::kAscending);

  /// Errors: kInvalidArgument (an id that is empty, too long, or not behind the one before in byte
  /// order), kLimitExceeded, kNoSpace, kPermissionDenied, kIo. After one of the last three nothing
  /// can be added or written.
  Result<void> add(std::string_view id, const CaseEntry& entry);
  std::uint64_t case_count() const { return cases_; }
  /// Writes the file, unsynced; nothing may be added afterwards. Errors: kNoSpace,
  /// kPermissionDenied, kIo.
  Result<void> finish();

 private:
  std::filesystem::path file_;
  Order order_;
  Spool entries_;
  Spool id_starts_;
  Spool ids_;
  std::string last_id_;
  std::uint64_t cases_ = 0;
  std::uint64_t words_ = 0;
};

/// The mapped table. Document numbers are 1 … case_count(). Immutable and shared.
class CaseTable {
 public:
  /// Checks the checksum of the whole table (0.1 ms a megabyte) and that its offsets ascend.
  /// Errors: kNotFound, kPermissionDenied, kCorrupt, kVersionMismatch.
  static Result<CaseTable> open(const std::filesystem::path& file);

  std::uint32_t case_count() const { return cases_; }
  /// Words of all cases.
  std::uint64_t total_words() const { return words_; }

  // `document` must be in 1 … case_count().
  std::string_view id(std::uint32_t document) const;
  AnalysisKey key(std::uint32_t document) const;
  std::uint32_t words(std::uint32_t document) const;

  /// Binary search among `count` documents from `first` on, which must lie in the table and have
  /// ascending ids; nothing when there is no such id among them.
  std::optional<std::uint32_t> find(std::string_view id, std::uint32_t first,
                                    std::uint32_t count) const;

 private:
  std::size_t entry_at(std::uint32_t document) const;
  std::uint32_t id_bytes(std::uint32_t document) const;
  bool has_hash(std::string_view part, std::uint64_t checksum) const;
  bool ids_fit() const;

  MappedFile file_;
  std::string_view entries_;
  std::string_view id_starts_;  // u32 a group
  std::string_view ids_;
  std::uint32_t cases_ = 0;
  std::uint64_t words_ = 0;
};

}  // namespace kizuki
