// The first half of indexing: source file → record → validated case → library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "engine/base/result.hpp"
#include "engine/corpus/case_codec.hpp"
#include "engine/corpus/profile.hpp"
#include "indexer/source/record_source.hpp"

namespace kizuki {

class Library;

/// What became of the records of one file.
struct IngestReport {
  std::uint64_t records = 0;  // all of them; the sum of the next four
  std::uint64_t added = 0;
  std::uint64_t changed = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t refused = 0;
  std::uint64_t warnings = 0;
  Encoding encoding = Encoding::kUtf8;

  void add(const IngestReport& other);
};

/// What a program wants to hear while a file is read. Any may be empty.
struct IngestListener {
  /// A record that was refused: file, line, and as far as known id and field.
  std::function<void(const Error&)> refused;
  /// A record that was taken though something about it is odd.
  std::function<void(const Error&)> warned;
  /// Each record that is taken, in file order. An error ends the file.
  std::function<Result<void>(const CaseRecord&)> taken;
  /// Every few hundred records: bytes of the file read and in all, records so far.
  std::function<void(std::uint64_t bytes, std::uint64_t total, std::uint64_t records)> progress;
  /// Records that are now durable in the library, as they become so.
  std::function<void(std::uint64_t records)> acknowledged;
};

struct IngestOptions {
  SourceOptions source;
  bool strict = false;      // the first refused record ends the run
  std::size_t threads = 1;  // that check records; what becomes of them does not depend on it
};

/// Reads one file into `library` (open for writing), or only checks it when `library` is null. A
/// refused record is reported and the rest goes on; a second record with the id of an earlier one
/// of the file is refused. All taken records are durable when this returns, also when it returns
/// an error. Records are checked on other threads; the listener is called, and the library written,
/// on this one, in file order. Memory does not grow with the file but for 16 to 48 bytes a record
/// (ids seen).
/// Errors: the file cannot be read (on), a record was refused under `strict`, the library failed.
Result<IngestReport> ingest_file(const std::filesystem::path& file, const Profile& profile,
                                 const CaseCodec& codec, Library* library,
                                 const IngestOptions& options, const IngestListener& listener);

}  // namespace kizuki
