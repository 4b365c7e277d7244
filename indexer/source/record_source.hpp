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
#include "indexer/source/byte_source.hpp"

namespace kizuki {

/// Encodings that source files come in.
enum class Encoding : std::uint8_t { kUtf8, kCp932, kEucJp, kIso2022Jp };

/// One record of a source: its value, always an object, or why it was refused. `line` is the
/// 1-based line of the file on which it starts (lines end with LF, CRLF or a lone CR); the error
/// repeats it and names the file. Faults between records (a missing comma, a file cut off, an empty
/// file) are refused items too.
struct SourceItem {
  std::uint64_t line = 0;
  std::variant<Json, Error> content;
  std::string part = {};  // of the file where lines are counted anew: a further sheet of a workbook
};

struct SourceOptions {
  std::optional<Encoding> encoding;  // forced; guessed when absent
  // Longest record as UTF-8 text, a JSON value or a CSV row, up to 1 GiB; a longer one is refused.
  std::size_t record_bytes = std::size_t{1} << 20;
  std::size_t read_bytes = std::size_t{64} << 10;  // a read of the file; no result depends on it
};

/// A file being read. One a thread. Memory is bounded by the record limit, whatever the file's size
/// or the length of its lines; a file of an office program lies in memory as it is
/// (open_office_file has limits), with the texts that the cells of a workbook share.
class RecordSource {
 public:
  virtual ~RecordSource() = default;

  /// The next record in file order, or nothing at the end. A refused record is an item, not an
  /// error; an error ends the file (unreadable, not a kind that can be read on from).
  virtual Result<std::optional<SourceItem>> next() = 0;

  /// Bytes of the file read so far, and its size, for a progress bar.
  virtual std::uint64_t bytes_read() const = 0;
  virtual std::uint64_t bytes_total() const = 0;
  /// Encoding used: SourceOptions::encoding, or the guess.
  virtual Encoding encoding() const = 0;
  /// Column names in order for a CSV or a workbook, empty for JSON.
  virtual const std::vector<std::string>& columns() const = 0;
  /// What was passed over, for people; complete at the end.
  virtual std::vector<std::string> notes() const { return {}; }
};

/// Opens a file of records. What office programs write is told by its first bytes; others by their
/// name's ending (.jsonl .ndjson .json .csv .tsv .md) and, failing that, by their first bytes:
///   JSON Lines  a record a line; blank lines are passed over.
///   JSON        an array of records, one record, records one after the other, or an envelope: an
///               object that names no "id" before a member "items", "records", "cases",
///               "supports", "results" or "data" whose value is an array of objects (or empty).
///   CSV         RFC 4180; the first row names the columns, every cell is a string. Separated by
///               commas; by tabs in .tsv; by tabs or semicolons when the first row has no comma.
///               Spaces belong to the cell, a quote inside an unquoted cell is a plain character,
///               rows of empty cells are passed over. A row with more cells than columns is
///               taken when the extra cells are empty; any other wrong count refuses the row. A
///               repeated column name becomes "name#2", an empty one "列N" (N its 1-based place);
///               empty names at the end of the first row are no columns.
///   Workbook    .xlsx, .xlsm: indexer/source/office/workbook_source.hpp.
///   Document    .docx, .pdf, .md, and .txt that is neither JSON nor CSV: one record in the form of
///   a case
///               (indexer/source/document/case_document.hpp), whose id is made of the file's
///               absolute path, or of `name`.
/// Bytes that are not text in the file's encoding refuse the record they stand in.
/// Errors (the file cannot be read at all): kNotFound, kPermissionDenied, kIo, kInvalidArgument
/// (folder, special file, unknown kind, .xls), those of open_office_file, kInvalidEncoding
/// (UTF-16; a byte order mark that contradicts `options.encoding`). What stands in a readable file
/// is never an error but a refused item.
Result<std::unique_ptr<RecordSource>> open_source(const std::filesystem::path& path,
                                                  const SourceOptions& options);

/// The same for bytes from elsewhere; `name` stands for the file name, in its ending and in errors.
Result<std::unique_ptr<RecordSource>> open_source(std::unique_ptr<ByteSource> bytes,
                                                  std::string name, const SourceOptions& options);

/// "utf-8", "cp932" (also "shift_jis", "sjis", "windows-31j"), "euc-jp", "iso-2022-jp" (also
/// "jis"), any case. Errors: kInvalidArgument, lists the names.
Result<Encoding> encoding_from_name(std::string_view name);
std::string_view encoding_name(Encoding encoding);

}  // namespace kizuki
