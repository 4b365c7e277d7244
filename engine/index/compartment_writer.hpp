// Builds one compartment of a draft generation: text index and analysis store side by side.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/index/analysis_store_writer.hpp"
#include "engine/index/annotation.hpp"
#include "engine/index/case_analysis.hpp"
#include "engine/index/manifest.hpp"

namespace kizuki {

/// A case made ready for the writer by any thread: the expensive part (encoding, term weights) is
/// done, what is left is appending.
class PreparedCase {
 public:
  /// Encodes the analysis and computes the wdf of each term.
  static PreparedCase from(const CaseAnalysis& analysis, const LengthSettings& length);
  /// From a stored record that is still valid; gives the same bytes as from().
  static Result<PreparedCase> from_stored(std::string id, AnalysisKey key, std::string record,
                                          const LengthSettings& length);

  ~PreparedCase();
  PreparedCase(PreparedCase&&) noexcept;
  PreparedCase& operator=(PreparedCase&&) noexcept;

  /// Tags read from the text, and what people said of the case. Both replace what was set before;
  /// neither is part of the stored record.
  void set_predicted(std::vector<Annotation> predicted);
  void set_confirmed(std::vector<Annotation> confirmed);

  /// About how much memory it holds.
  std::size_t bytes() const;

 private:
  friend class CompartmentWriter;
  friend class ViewWriter;
  friend class AttributeFilesWriter;
  PreparedCase();
  struct State;
  std::unique_ptr<State> state_;
};

/// Appends cases in ascending order of id; document ids are 1, 2, … in that order, so the files do
/// not depend on how many threads prepared them. One a thread. Memory is bounded: Xapian is
/// committed (unsynced) every kCasesPerCommit cases into parts of kCasesPerPart, which finish()
/// compacts in order into one database.
class CompartmentWriter {
 public:
  /// `sample_texts`: texts from across the compartment to train the block dictionary from (may be
  /// empty: no dictionary). Errors: kNoSpace, kPermissionDenied, kIo, kAlreadyExists.
  static Result<CompartmentWriter> create(const std::filesystem::path& folder,
                                          const LengthSettings& length,
                                          const std::vector<std::string>& sample_texts);
  ~CompartmentWriter();
  CompartmentWriter(CompartmentWriter&&) noexcept;
  CompartmentWriter& operator=(CompartmentWriter&&) noexcept;

  /// After an error the writer accepts nothing more; the draft must be thrown away.
  Result<void> add(const PreparedCase& prepared);

  struct Totals {
    std::uint64_t cases = 0;
    std::uint64_t text_bytes = 0;
  };
  /// Compacts, closes all files and leaves only those that belong to the format. Not synced:
  /// GenerationStore::publish syncs the whole draft.
  Result<Totals> finish();

 private:
  struct State;
  explicit CompartmentWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kizuki
