// Records out of files, one at a time, in bounded memory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"

namespace kizuki {

/// Encodings that source files come in.
enum class Encoding : std::uint8_t { kUtf8, kCp932, kEucJp, kIso2022Jp };

/// One record of a source: its value, or why it was refused. `line` is the 1-based line of the file
/// on which it starts.
struct SourceItem {
  std::uint64_t line = 0;
  std::variant<Json, Error> content;
};

struct SourceOptions {
  std::optional<Encoding> encoding;         // forced; guessed when absent
  std::size_t record_bytes = std::size_t{1} << 20;  // a longer record is refused, the rest goes on
};

/// A file being read. One a thread. Memory is bounded by the record limit, whatever the file's size
/// or the length of its lines.
class RecordSource {
 public:
  virtual ~RecordSource() = default;

  /// The next record in file order, or nothing at the end. A refused record is an item, not an
  /// error; an error ends the file (unreadable, not a kind that can be read on from).
  virtual Result<std::optional<SourceItem>> next() = 0;

  /// Bytes of the file read so far, and its size, for a progress bar.
  virtual std::uint64_t bytes_read() const = 0;
  virtual std::uint64_t bytes_total() const = 0;
  /// Encoding used, and whether it was guessed.
  virtual Encoding encoding() const = 0;
  /// Column names in order for a CSV, empty for JSON.
  virtual const std::vector<std::string>& columns() const = 0;
};

/// Opens a JSON (one object, or an array of records), JSON Lines or CSV file, told apart by its
/// name's ending and, failing that, by its first bytes. Errors: kNotFound, kPermissionDenied,
/// kInvalidArgument (folder, unknown kind), kInvalidEncoding.
Result<std::unique_ptr<RecordSource>> open_source(const std::filesystem::path& path,
                                                  const SourceOptions& options);

/// "utf-8", "cp932" (also "shift_jis", "sjis", "windows-31j"), "euc-jp", "iso-2022-jp" (also "jis"),
/// any case. Errors: kInvalidArgument, lists the names.
Result<Encoding> encoding_from_name(std::string_view name);
std::string_view encoding_name(Encoding encoding);

}  // namespace kizuki
