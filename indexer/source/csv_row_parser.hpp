// Rows of comma-separated values, one at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kizuki {

/// Parses the rows of a CSV text (RFC 4180; rows end with LF, CRLF or a lone CR) handed over line
/// by line. A quote inside an unquoted cell is a plain character; behind a closing quote only a
/// separator or the row's end may follow. One a thread.
class CsvRowParser {
 public:
  enum class Status : std::uint8_t {
    kMore,      // the row is not complete
    kRow,       // cells() holds it, until the next call of feed or finish
    kBadQuote,  // a closing quote followed by text, or no closing quote; reset() to go on
  };

  /// Cells beyond `limit_cells` of a row are counted but not kept.
  CsvRowParser(char separator, std::size_t limit_cells);
  ~CsvRowParser();
  CsvRowParser(CsvRowParser&&) noexcept;
  CsvRowParser& operator=(CsvRowParser&&) noexcept;

  /// Goes on in `text`, which holds at most one line end, as its last byte. With `strict` a quote
  /// inside an unquoted cell is kBadQuote too.
  Status feed(std::string_view text, bool strict = false);
  /// The text ends: the last row, kMore when there is none.
  Status finish();

  std::vector<std::string>& cells();
  /// Cells of the row so far, and whether one of those not kept has text in it.
  std::size_t cell_count() const;
  bool has_lost_text() const;

  /// The cells of this row are not wanted: finds its end without keeping them, until the next row.
  void discard();
  /// Starts anew at a row.
  void reset();
  /// Bytes allocated for the cell being read.
  std::size_t buffer_bytes() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kizuki
