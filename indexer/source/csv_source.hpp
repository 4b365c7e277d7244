// CSV and TSV: a record a row, the first row names its fields.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "indexer/source/csv_row_parser.hpp"
#include "indexer/source/text_record_source.hpp"

namespace kizuki {

/// Rows as objects of strings, in column order (open_source says which rows are taken). A row whose
/// quotes are wrong (text behind a closing quote, or none before the file ends) is refused with the
/// line where it starts, and reading resumes at the next line that is by itself a complete row with
/// exactly the file's number of cells (two or more) and no stray quote; the error names that line.
class CsvSource final : public TextRecordSource {
 public:
  /// Reads the first row. `separator` is found from the text when absent. A first row that cannot
  /// be read becomes the only, refused, item. Errors: kIo.
  static Result<std::unique_ptr<RecordSource>> open(TextWindow window, std::string file,
                                                    std::size_t record_bytes,
                                                    std::optional<char> separator);

  const std::vector<std::string>& columns() const override { return columns_; }

  CsvSource(TextWindow window, std::string file, std::size_t record_bytes, char separator);

 private:
  enum class RowEnd : std::uint8_t {
    kRow,       // the parser holds it
    kNone,      // the file has ended
    kBadQuote,  // text behind a closing quote
    kUnclosed,  // the file ends in a quoted cell
  };

  Result<std::optional<SourceItem>> next_item() override;
  Result<void> read_header();
  Result<RowEnd> read_row(bool strict);
  RowEnd finish_row();
  Result<bool> skip_line_ends();
  std::string_view next_line() const;

  bool is_blank_row();
  SourceItem item_of_row();
  std::optional<SourceItem> unreadable_row() const;
  std::optional<SourceItem> ragged_row();
  SourceItem wrong_quotes(RowEnd end) const;
  Result<SourceItem> give_up(RowEnd end);
  Result<bool> resume();
  Result<bool> skip_line();

  CsvRowParser parser_;
  std::vector<std::string> columns_;
  std::optional<SourceItem> header_fault_;
  bool ended_ = false;
  // The row being read: where it starts, where the quoted cell that it was in last at a line end
  // starts (and which cell that is), and whether it has outgrown the limit.
  std::uint64_t row_line_ = 0;
  std::uint64_t quote_line_ = 0;
  std::optional<std::size_t> quoted_cell_;
  bool row_too_long_ = false;
};

}  // namespace kizuki
