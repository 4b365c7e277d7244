#include "indexer/source/csv_source.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "indexer/source/csv_header.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kLimitColumns = 1000;
constexpr std::size_t kSeparatorBytes = std::size_t{64} << 10;  // of the first row, to look at

bool is_line_end(char byte) { return byte == '\n' || byte == '\r'; }

Result<char> find_separator(TextWindow& window) {
  for (;;) {
    const auto text = [&] { return window.unread().substr(0, kSeparatorBytes); };
    if (const auto found = csv_separator(text(), text().size() == kSeparatorBytes)) return *found;
    const auto more = window.fill();
    if (!more) return more.error();
    if (!*more) return *csv_separator(text(), true);
  }
}

}  // namespace

CsvSource::CsvSource(TextWindow window, std::string file, std::size_t record_bytes, char separator)
    : TextRecordSource(std::move(window), std::move(file), record_bytes),
      parser_(separator, kLimitColumns + 1) {}

Result<std::unique_ptr<RecordSource>> CsvSource::open(TextWindow window, std::string file,
                                                      std::size_t record_bytes,
                                                      std::optional<char> separator) {
  if (!separator) {
    const auto found = find_separator(window);
    if (!found) return found.error();
    separator = *found;
  }
  auto source =
      std::make_unique<CsvSource>(std::move(window), std::move(file), record_bytes, *separator);
  if (auto header = source->read_header(); !header) return std::move(header).error();
  return std::unique_ptr<RecordSource>(std::move(source));
}

Result<void> CsvSource::read_header() {
  RowEnd end = RowEnd::kRow;
  do {
    const auto read = read_row(false);
    if (!read) return read.error();
    end = *read;
  } while (end == RowEnd::kRow && is_blank_row());
  if (end == RowEnd::kNone) {
    header_fault_ = empty_file();
  } else if (end != RowEnd::kRow) {
    header_fault_ = wrong_quotes(end);
  } else if (row_too_long_) {
    header_fault_ = too_long(row_line_);
  } else if (parser_.cell_count() > kLimitColumns) {
    header_fault_ = refused(row_line_, ErrorCode::kLimitExceeded,
                            "列が多すぎます（上限 " + std::to_string(kLimitColumns) + " 列）");
  } else {
    header_fault_ = unreadable_row();
  }
  if (header_fault_) {
    if (auto* error = std::get_if<Error>(&header_fault_->content); end != RowEnd::kNone) {
      error->message = "見出しの行が読めません: " + error->message;
    }
  } else {
    columns_ = csv_column_names(std::move(parser_.cells()));
  }
  return {};
}

Result<std::optional<SourceItem>> CsvSource::next_item() {
  if (header_fault_) {
    ended_ = true;
    return std::exchange(header_fault_, std::nullopt);
  }
  while (!ended_) {
    const auto end = read_row(false);
    if (!end) return end.error();
    if (*end == RowEnd::kNone) break;
    if (*end != RowEnd::kRow) {
      auto item = give_up(*end);
      if (!item) return std::move(item).error();
      return std::optional(*std::move(item));
    }
    if (row_too_long_ || !is_blank_row()) return std::optional(item_of_row());
  }
  ended_ = true;
  return std::optional<SourceItem>();
}

/// Reads the next row into the parser and marks it in the window, unless it outgrows the limit.
/// What is parsed at once ends a byte behind the limit, so that what is done about a long row does
/// not depend on how much text is at hand.
Result<CsvSource::RowEnd> CsvSource::read_row(bool strict) {
  const auto any = skip_line_ends();
  if (!any) return any.error();
  if (!*any) return RowEnd::kNone;
  row_line_ = quote_line_ = window_.line();
  quoted_cell_.reset();
  row_too_long_ = false;
  window_.mark();
  for (;;) {
    std::string_view text = next_line();
    if (!row_too_long_) text = text.substr(0, record_bytes_ + 1 - window_.marked().size());
    const std::uint64_t line = window_.line();
    const auto status = parser_.feed(text, strict);
    if (status == CsvRowParser::Status::kBadQuote) return RowEnd::kBadQuote;
    const bool over_line_end = !text.empty() && is_line_end(text.back());
    window_.advance(text.size());
    if (status == CsvRowParser::Status::kRow) return RowEnd::kRow;
    if (over_line_end && quoted_cell_ != parser_.cell_count()) {
      quoted_cell_ = parser_.cell_count();
      quote_line_ = line;
    }
    if (!row_too_long_ && window_.marked().size() > record_bytes_) {
      row_too_long_ = true;
      parser_.discard();
      window_.release();
    }
    if (!window_.unread().empty()) continue;
    const auto more = window_.fill();
    if (!more) return more.error();
    if (!*more) return finish_row();
  }
}

CsvSource::RowEnd CsvSource::finish_row() {
  if (parser_.finish() == CsvRowParser::Status::kRow) return RowEnd::kRow;
  if (quoted_cell_ != parser_.cell_count()) quote_line_ = window_.line();
  return RowEnd::kUnclosed;
}

/// Moves to the start of a row; false at the end of the file.
Result<bool> CsvSource::skip_line_ends() {
  window_.release();
  for (;;) {
    const std::string_view text = window_.unread();
    const auto first = std::find_if_not(text.begin(), text.end(), is_line_end);
    const bool found = first != text.end();
    window_.advance(static_cast<std::size_t>(first - text.begin()));
    if (found) return true;
    const auto more = window_.fill();
    if (!more || !*more) return more;
  }
}

/// Unread text up to and with its first line end.
std::string_view CsvSource::next_line() const {
  std::string_view text = window_.unread();
  if (const auto end = text.find('\n'); end != std::string_view::npos)
    text = text.substr(0, end + 1);
  if (const auto end = text.find('\r'); end != std::string_view::npos)
    text = text.substr(0, end + 1);
  return text;
}

bool CsvSource::is_blank_row() {
  const auto& cells = parser_.cells();
  return !row_too_long_ && !parser_.has_lost_text() &&
         std::all_of(cells.begin(), cells.end(), [](const auto& cell) { return cell.empty(); });
}

SourceItem CsvSource::item_of_row() {
  if (row_too_long_) return too_long(row_line_);
  if (auto fault = unreadable_row()) return *std::move(fault);
  if (auto fault = ragged_row()) return *std::move(fault);
  JsonObject record;
  record.reserve(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    record.emplace_back(columns_[i], Json(std::move(parser_.cells()[i])));
  }
  return {row_line_, Json(std::move(record))};
}

std::optional<SourceItem> CsvSource::unreadable_row() const {
  const std::string_view text = window_.marked();
  if (auto fault = undecodable(row_line_, text)) return fault;
  if (text.find('\0') == std::string_view::npos) return std::nullopt;
  return refused(row_line_, ErrorCode::kInvalidRecord,
                 "NUL バイトがあります（テキストではない可能性があります）");
}

std::optional<SourceItem> CsvSource::ragged_row() {
  const std::size_t count = parser_.cell_count();
  const auto& cells = parser_.cells();
  const bool too_few = count < columns_.size();
  const bool too_many =
      parser_.has_lost_text() ||
      std::any_of(
          cells.begin() + static_cast<std::ptrdiff_t>(std::min(columns_.size(), cells.size())),
          cells.end(), [](const auto& cell) { return !cell.empty(); });
  if (!too_few && !too_many) return std::nullopt;
  return refused(row_line_, ErrorCode::kInvalidRecord,
                 std::string(too_few ? "列が足りません" : "列が多すぎます") + "（見出しは " +
                     std::to_string(columns_.size()) + " 列、この行は " + std::to_string(count) +
                     " 列。区切りと \" を見直してください）");
}

SourceItem CsvSource::wrong_quotes(RowEnd end) const {
  const std::string opened = std::to_string(quote_line_) + " 行目で始まるセルの引用符 \" ";
  return refused(row_line_, ErrorCode::kInvalidRecord,
                 end == RowEnd::kUnclosed
                     ? opened + "が閉じていません"
                     : opened + "の閉じ方が正しくありません（" + std::to_string(window_.line()) +
                           " 行目。セルの中の \" は \"\" と書きます）");
}

Result<SourceItem> CsvSource::give_up(RowEnd end) {
  SourceItem item = wrong_quotes(end);
  const auto found = resume();
  if (!found) return found.error();
  auto& message = std::get_if<Error>(&item.content)->message;
  if (*found) {
    message += "（" + std::to_string(window_.line()) + " 行目から読み直します）";
  } else {
    ended_ = true;
    message += "（ここから後は読めません）";
  }
  return item;
}

/// Moves to the next line behind the start of the row, or behind the position when the row is no
/// longer at hand, that is a complete row. Each line is tried once, and a try ends at the next
/// quote at the latest.
Result<bool> CsvSource::resume() {
  bool found = false;
  while (!found) {
    if (!row_too_long_) window_.rewind();
    window_.release();
    parser_.reset();
    const auto more = skip_line();
    if (!more || !*more) return more;
    const auto end = read_row(true);
    if (!end) return end.error();
    if (*end == RowEnd::kNone) return false;
    found = *end == RowEnd::kRow && !row_too_long_ && columns_.size() >= 2 &&
            parser_.cell_count() == columns_.size();
  }
  window_.rewind();
  window_.release();
  parser_.reset();
  return true;
}

/// Moves behind the next line end; false when there is none.
Result<bool> CsvSource::skip_line() {
  for (;;) {
    const std::string_view line = next_line();
    const bool complete = !line.empty() && is_line_end(line.back());
    window_.advance(line.size());
    if (complete) return true;
    const auto more = window_.fill();
    if (!more || !*more) return more;
  }
}

}  // namespace kizuki
