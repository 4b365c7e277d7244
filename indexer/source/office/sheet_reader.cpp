#include "indexer/source/office/sheet_reader.hpp"

#include <algorithm>
#include <charconv>
#include <deque>
#include <utility>

#include "indexer/source/office/part_reader.hpp"
#include "indexer/source/office/xml_parser.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMostColumns = 1'000;
constexpr std::size_t kMostMerged = 100'000;
constexpr std::uint64_t kMostSheetBytes = std::uint64_t{2} << 30U;
constexpr std::size_t kReadBytes = std::size_t{64} << 10U;

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t out = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return out;
}

struct Place {
  std::size_t column = 0;  // 0-based
  std::uint64_t row = 0;   // 1-based; 0 when the place does not say
};

/// "AB12". Nothing when it is no place, or lies behind the last column of any program.
std::optional<Place> read_place(std::string_view text) {
  constexpr std::size_t kLetters = 26;
  constexpr std::size_t kLastColumn = 1U << 20U;
  Place place;
  std::size_t i = 0;
  for (; i < text.size() && text[i] >= 'A' && text[i] <= 'Z'; ++i) {
    place.column = place.column * kLetters + static_cast<std::size_t>(text[i] - 'A') + 1;
    if (place.column > kLastColumn) return std::nullopt;
  }
  const auto row = whole_number(text.substr(i));
  if (i == 0 || !row) return std::nullopt;
  --place.column;
  place.row = *row;
  return place;
}

class MergedHandler final : public XmlHandler {
 public:
  std::vector<MergedCells> merged;

  void begin(std::string_view name, const XmlAttributes& attributes) override {
    if (name != "mergeCell" || merged.size() == kMostMerged) return;
    const std::string_view range = attributes.find("ref").value_or("");
    const std::size_t colon = range.find(':');
    if (colon == std::string_view::npos) return;
    const auto first = read_place(range.substr(0, colon));
    const auto last = read_place(range.substr(colon + 1));
    if (!first || !last || first->row > last->row || first->column > last->column) return;
    merged.push_back({first->row, last->row, first->column, last->column});
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
};

/// Makes rows of the elements of a sheet.
class RowHandler final : public XmlHandler {
 public:
  RowHandler(const WorkbookContext& context, std::size_t row_bytes)
      : context_(context), row_bytes_(row_bytes) {}

  std::deque<WorkbookRow> rows;  // that are complete

  void begin(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "row") {
      row_ = {};
      bytes_ = 0;
      column_ = 0;
      row_.number = whole_number(attributes.find("r").value_or("")).value_or(last_number_ + 1);
      last_number_ = row_.number;
      in_row_ = true;
    } else if (name == "c" && in_row_) {
      begin_cell(attributes);
    } else if (in_cell_) {
      in_value_ = name == "v";
      collector_.begin(name);
    }
  }

  void end(std::string_view name) override {
    if (name == "row" && in_row_) {
      in_row_ = false;
      while (!row_.cells.empty() && row_.cells.back().empty()) row_.cells.pop_back();
      rows.push_back(std::move(row_));
    } else if (name == "c" && in_cell_) {
      in_cell_ = false;
      end_cell();
    } else if (in_cell_) {
      if (name == "v") in_value_ = false;
      collector_.end(name);
    }
  }

  void text(std::string_view piece) override {
    if (!in_cell_) return;
    if (in_value_ && value_.size() <= row_bytes_) value_ += piece;
    if (!in_value_ && collector_.size() <= row_bytes_) collector_.text(piece);
  }

 private:
  void begin_cell(const XmlAttributes& attributes) {
    const auto place = read_place(attributes.find("r").value_or(""));
    if (place) column_ = place->column;
    type_ = std::string(attributes.find("t").value_or(""));
    style_ = whole_number(attributes.find("s").value_or("")).value_or(0);
    value_.clear();
    in_cell_ = true;
    in_value_ = false;
  }

  void end_cell() {
    std::string inline_text = collector_.take();
    const std::size_t column = column_++;
    if (row_.too_long || column >= kMostColumns) return;
    std::string text = type_ == "inlineStr" ? std::move(inline_text) : value_text();
    if (text.empty()) return;
    bytes_ += text.size();
    if (bytes_ > row_bytes_) {
      row_.too_long = true;
      row_.cells = {};
      return;
    }
    if (row_.cells.size() <= column) row_.cells.resize(column + 1);
    row_.cells[column] = std::move(text);
  }

  std::string value_text() {
    if (type_ == "s") {
      const auto number = whole_number(value_);
      return number ? std::string(context_.strings.at(*number)) : "";
    }
    if (type_ == "e" || value_.empty()) return "";
    if (type_ == "b") return value_ == "1" ? "TRUE" : "FALSE";
    if (type_ == "str" || type_ == "d") return std::move(value_);
    const CellFormat format =
        style_ < context_.formats.size() ? context_.formats[style_] : CellFormat();
    return number_text(value_, format, context_.from_1904);
  }

  const WorkbookContext& context_;
  std::size_t row_bytes_;
  WorkbookRow row_;
  std::uint64_t last_number_ = 0;
  std::size_t bytes_ = 0;  // of the texts of the row
  bool in_row_ = false;
  // The cell being read.
  bool in_cell_ = false;
  bool in_value_ = false;
  std::size_t column_ = 0;
  std::string type_;
  std::uint64_t style_ = 0;
  std::string value_;
  StringCollector collector_;
};

}  // namespace

Result<std::vector<MergedCells>> read_merged_cells(const ZipArchive& archive,
                                                   std::string_view name) {
  MergedHandler handler;
  auto read = read_xml_part(archive, name, kMostSheetBytes, handler);
  if (!read) return std::move(read).error();
  std::stable_sort(handler.merged.begin(), handler.merged.end(),
                   [](const auto& a, const auto& b) { return a.first_row < b.first_row; });
  return std::move(handler.merged);
}

struct SheetReader::State {
  State(ZipEntry opened, const WorkbookContext& context, std::size_t row_bytes)
      : entry(std::move(opened)), handler(context, row_bytes), parser(handler) {}

  ZipEntry entry;
  RowHandler handler;
  XmlParser parser;
  std::string piece = std::string(kReadBytes, '\0');
  std::uint64_t bytes_read = 0;
  bool ended = false;
  std::optional<Error> failure;  // told when the rows before it are

  Result<void> read_piece() {
    const auto got = entry.read(piece.data(), piece.size());
    if (!got) return got.error();
    bytes_read += *got;
    ended = *got == 0;
    return ended ? parser.finish() : parser.feed({piece.data(), *got});
  }
};

SheetReader::SheetReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
SheetReader::~SheetReader() = default;
SheetReader::SheetReader(SheetReader&&) noexcept = default;
SheetReader& SheetReader::operator=(SheetReader&&) noexcept = default;

Result<SheetReader> SheetReader::open(const ZipArchive& archive, std::string_view name,
                                      const WorkbookContext& context, std::size_t row_bytes) {
  auto entry = archive.open_entry(name, kMostSheetBytes);
  if (!entry) return std::move(entry).error();
  return SheetReader(std::make_unique<State>(*std::move(entry), context, row_bytes));
}

Result<std::optional<WorkbookRow>> SheetReader::next() {
  State& state = *state_;
  while (state.handler.rows.empty() && !state.ended && !state.failure) {
    if (auto read = state.read_piece(); !read) state.failure = std::move(read).error();
  }
  if (state.handler.rows.empty() && state.failure) return *state.failure;
  if (state.handler.rows.empty()) return std::optional<WorkbookRow>();
  std::optional<WorkbookRow> row = std::move(state.handler.rows.front());
  state.handler.rows.pop_front();
  return row;
}

std::uint64_t SheetReader::bytes_read() const { return state_->bytes_read; }

}  // namespace kizuki
