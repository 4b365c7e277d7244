// Reads one compartment of a generation.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/index/case_analysis.hpp"

namespace Xapian {
class Database;
}

namespace kizuki {

/// The case table, the analysis store and the text index of a compartment. One a thread; cheap to
/// open (files are mapped). Document ids are 1 … case_count(). What is open stays readable when the
/// generation is let go and removed.
class CompartmentReader {
 public:
  /// Opens the compartment in `folder` (Generation::open_compartment finds it by name). Errors:
  /// kNotFound, kPermissionDenied, kCorrupt (a file is damaged or they disagree about the number of
  /// cases), kVersionMismatch.
  static Result<CompartmentReader> open(const std::filesystem::path& folder);

  ~CompartmentReader();
  CompartmentReader(CompartmentReader&&) noexcept;
  CompartmentReader& operator=(CompartmentReader&&) noexcept;

  std::uint32_t case_count() const;
  /// `document` must be in 1 … case_count().
  std::string_view case_id(std::uint32_t document) const;
  std::array<std::uint8_t, 16> case_key(std::uint32_t document) const;
  /// Length of the case in words, as wdf′ counts it (count_words of postings.hpp).
  std::uint32_t case_words(std::uint32_t document) const;
  /// Words of all cases.
  std::uint64_t total_words() const;
  /// Binary search by id; nothing when it is not there.
  std::optional<std::uint32_t> find_case(std::string_view id) const;

  /// The stored analysis. Errors: kCorrupt (a block's checksum does not fit).
  Result<CaseAnalysis> analysis(std::uint32_t document) const;
  /// The encoded record as stored, for reuse by the next generation. Errors: kCorrupt.
  Result<std::string> stored_record(std::uint32_t document) const;

  /// For engine/query only.
  const Xapian::Database& database() const;

 private:
  struct State;
  explicit CompartmentReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kizuki
