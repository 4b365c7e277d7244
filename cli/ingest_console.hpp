// Reading sources with the person at the terminal told what happens; shared by index and check.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "cli/console.hpp"
#include "cli/engine_tools.hpp"
#include "cli/exit_status.hpp"
#include "engine/base/result.hpp"
#include "indexer/ingest.hpp"

namespace kizuki {

class Library;

struct IngestRequest {
  std::vector<std::filesystem::path> sources;
  std::string encoding;  // name, empty = guess
  bool strict = false;
  std::string stage;        // for the progress bar
  std::size_t threads = 0;  // 0 = one a core
  /// Gets each record that is taken; empty when nobody asks.
  std::function<Result<void>(const CaseRecord&)> taken = {};
};

/// What became of all files.
struct IngestTotals {
  IngestReport report;
  std::uint64_t files = 0;         // read to their end
  std::uint64_t failed_files = 0;  // missing, unreadable, or broken off

  /// kFailure when no file could be read, kPartial when anything was refused, else kOk.
  ExitStatus exit_status() const;
};

/// Reads every source (folders are searched), saying each refused record on standard error. A file
/// that cannot be read is said and counted, and the others go on; under `strict` the first refusal
/// or failure is returned. With a null library the records are only checked.
Result<IngestTotals> ingest_sources(const IngestRequest& request, const RecordTools& tools,
                                    Library* library, Console& console);

/// One-line summaries for people.
std::string describe_check(const IngestTotals& totals);
std::string describe_tagged(const IngestTotals& totals);
std::string describe_ingest(const IngestTotals& totals);

}  // namespace kizuki
