// Reads the analysis store of a compartment.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "engine/base/result.hpp"
#include "engine/index/analysis_store_writer.hpp"

namespace kizuki {

/// The file is mapped; opening checks header, dictionaries, footer and block index, reading checks
/// the block's checksum, so that no damaged byte is ever handed out. Keeps the last blocks
/// unpacked, at most 64 and 1 MiB (or one), for cases that are read in order or again. One a
/// thread.
class AnalysisStoreReader {
 public:
  /// Errors: kNotFound, kPermissionDenied, kCorrupt, kVersionMismatch.
  static Result<AnalysisStoreReader> open(const std::filesystem::path& file);
  ~AnalysisStoreReader();
  AnalysisStoreReader(AnalysisStoreReader&&) noexcept;
  AnalysisStoreReader& operator=(AnalysisStoreReader&&) noexcept;

  std::uint64_t record_count() const;

  /// The two streams of a record (numbered from 0), valid until the next call. Errors: kCorrupt
  /// (also when there is no such record).
  Result<RecordStreams> read(std::uint32_t record);

 private:
  struct State;
  explicit AnalysisStoreReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kizuki
