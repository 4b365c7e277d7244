// Reads one compartment of a generation, or a view over many.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/index/analysis_store_writer.hpp"
#include "engine/index/attribute_counter.hpp"
#include "engine/index/attribute_table.hpp"
#include "engine/index/case_analysis.hpp"
#include "engine/index/gram_frequencies.hpp"
#include "engine/index/gram_table.hpp"
#include "engine/index/manifest.hpp"
#include "engine/index/posting_lists.hpp"

namespace Xapian {
class Database;
}

namespace kizuki {

/// The case table, the analysis store, the gram table and the text index of a compartment. One a
/// thread; cheap to open (files are mapped). Document ids are 1 … case_count(). What is open stays
/// readable when the generation is let go and removed.
class CompartmentReader {
 public:
  /// Opens the compartment in `folder` (Generation::open_compartment finds it by name). Errors:
  /// kNotFound, kPermissionDenied, kCorrupt (a file is damaged or they disagree about the number of
  /// cases), kVersionMismatch.
  static Result<CompartmentReader> open(const std::filesystem::path& folder);

  /// Opens the view in `folder`; the analyses lie in the folders of `members` below `parent`, and
  /// each is opened when it is first read. Errors as open.
  static Result<CompartmentReader> open_view(const std::filesystem::path& folder,
                                             const std::filesystem::path& parent,
                                             const std::vector<ViewMember>& members);

  ~CompartmentReader();
  CompartmentReader(CompartmentReader&&) noexcept;
  CompartmentReader& operator=(CompartmentReader&&) noexcept;

  std::uint32_t case_count() const;
  /// `document` must be in 1 … case_count().
  std::string_view case_id(std::uint32_t document) const;
  AnalysisKey case_key(std::uint32_t document) const;
  /// Length of the case in words, as wdf′ counts it (count_words of postings.hpp).
  std::uint32_t case_words(std::uint32_t document) const;
  /// Words of all cases.
  std::uint64_t total_words() const;
  /// Number of the member that holds the document; 0 in a compartment.
  std::size_t member_of(std::uint32_t document) const;
  /// Binary search by id, in a view in each member; nothing when it is not there.
  std::optional<std::uint32_t> find_case(std::string_view id) const;

  /// The stored analysis. Errors: kCorrupt (a block's checksum does not fit).
  Result<CaseAnalysis> analysis(std::uint32_t document) const;
  /// The encoded record as stored, for reuse by the next generation. Errors: kCorrupt.
  Result<std::string> stored_record(std::uint32_t document) const;

  /// The two streams of the record where they were unpacked, valid until the next call that reads
  /// a record. Errors: kCorrupt.
  Result<RecordStreams> record_streams(std::uint32_t document) const;

  const GramTable& grams() const;
  /// The counters of grams().
  GramFrequencies& gram_frequencies() const;
  /// The facets of the cases, as their records give them.
  const AttributeTable& facets() const;
  /// Tags read from the text, and what people said when the files were written (annotation.hpp).
  const AttributeTable& predicted() const;
  const AttributeTable& confirmed() const;

  /// For engine/query only.
  const Xapian::Database& database() const;
  /// The lists of the database that were read last.
  PostingLists& postings() const;
  /// Of facets() and predicted().
  AttributeCounter& facet_counter() const;
  AttributeCounter& predicted_counter() const;

 private:
  struct State;
  explicit CompartmentReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kizuki
