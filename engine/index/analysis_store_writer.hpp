// Writes the analysis store of a compartment: records in small compressed blocks.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace kizuki {

/// A record of the store: two streams that are compressed apart because they have nothing in
/// common (columns of small integers, and text).
struct RecordStreams {
  std::string_view columns;
  std::string_view text;
  std::size_t bytes() const { return columns.size() + text.size(); }
};

/// Appends records, which are numbered from 0 in the order of their coming; the bytes of the file
/// depend only on the records, their order and the samples. Holds up to kDictionarySampleBytes of
/// records back until the dictionary of the columns is learnt from them. One a thread; after an
/// error it accepts nothing more.
class AnalysisStoreWriter {
 public:
  /// Creates `file`. `sample_texts` as for CompartmentWriter::create.
  /// Errors: kNoSpace, kPermissionDenied, kIo.
  static Result<AnalysisStoreWriter> create(const std::filesystem::path& file,
                                            const std::vector<std::string>& sample_texts);
  ~AnalysisStoreWriter();
  AnalysisStoreWriter(AnalysisStoreWriter&&) noexcept;
  AnalysisStoreWriter& operator=(AnalysisStoreWriter&&) noexcept;

  /// Errors: kLimitExceeded (larger than kMaxRecordBytes), kNoSpace, kIo.
  Result<void> add(const RecordStreams& record);

  /// Writes what is held back, the block index and the footer, and closes. Not synced.
  Result<void> finish();

 private:
  struct State;
  explicit AnalysisStoreWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kizuki
