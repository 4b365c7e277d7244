#include "engine/workbook/workbook_writer.hpp"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdint>
#include <sys/mman.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include <xlsxwriter.h>

namespace kizuki {
namespace {

constexpr std::size_t kMostWidth = 60;
constexpr std::size_t kLeastWidth = 8;
constexpr std::size_t kFilterButton = 3;  // what the arrow beside a column's name takes
/// Looked at for the width of a column: later rows do not change it much.
constexpr std::size_t kMeasuredRows = 1'000;
/// 1980-01-01, which the parts of the archive bear as well.
constexpr time_t kFixedDate = 315'532'800;

Error workbook_error(ErrorCode code, std::string message) {
  Error error;
  error.code = code;
  error.message = std::move(message);
  return error;
}

/// A file without a name, in memory, that the writer opens by its number.
class MemoryFile {
 public:
  MemoryFile() : file_(memfd_create("workbook", MFD_CLOEXEC)) {}
  ~MemoryFile() {
    if (file_ >= 0) close(file_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  bool open() const { return file_ >= 0; }
  std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }

  Result<std::string> bytes() const {
    constexpr std::size_t kChunk = std::size_t{1} << 16U;
    std::string out;
    while (true) {
      const std::size_t at = out.size();
      out.resize(at + kChunk);
      const ssize_t got = pread(file_, out.data() + at, kChunk, static_cast<off_t>(at));
      if (got < 0 && errno == EINTR) {
        out.resize(at);
        continue;
      }
      if (got < 0) {
        return workbook_error(ErrorCode::kIo, std::string("表計算のファイルを読み返せません: ") +
                                                  std::generic_category().message(errno));
      }
      out.resize(at + static_cast<std::size_t>(got));
      if (got == 0) return out;
    }
  }

 private:
  int file_;
};

Result<void> check(const std::vector<SheetTable>& sheets) {
  if (sheets.empty()) {
    return workbook_error(ErrorCode::kInvalidArgument, "表が一つもないので書き出せません");
  }
  for (const SheetTable& sheet : sheets) {
    if (sheet.rows.size() > kMostSheetRows) {
      return workbook_error(ErrorCode::kLimitExceeded,
                            "「" + sheet.name +
                                "」の行が多すぎます（100万行まで）。--filter か --top で"
                                "絞ってください");
    }
    for (const SheetRow& row : sheet.rows) {
      if (row.size() > sheet.columns.size()) {
        return workbook_error(ErrorCode::kInvalidArgument,
                              "「" + sheet.name + "」に見出しより長い行があります");
      }
    }
  }
  return {};
}

std::size_t column_width(const SheetTable& sheet, std::size_t column) {
  std::size_t width = shown_width(sheet.columns[column]) + kFilterButton;
  for (std::size_t r = 0; r < std::min(sheet.rows.size(), kMeasuredRows); ++r) {
    if (column >= sheet.rows[r].size()) continue;
    const auto* text = std::get_if<std::string>(&sheet.rows[r][column]);
    if (text != nullptr) width = std::max(width, shown_width(*text) + 1);
  }
  return std::clamp(width, kLeastWidth, kMostWidth);
}

/// Writes into an open workbook; what fails first is remembered.
class SheetWriter {
 public:
  explicit SheetWriter(lxw_workbook* book) : book_(book) {
    heading_ = workbook_add_format(book);
    wrapped_ = workbook_add_format(book);
    if (heading_ == nullptr || wrapped_ == nullptr) {
      note(LXW_ERROR_MEMORY_MALLOC_FAILED);
      return;
    }
    format_set_bold(heading_);
    format_set_text_wrap(heading_);
    format_set_align(heading_, LXW_ALIGN_VERTICAL_TOP);
    format_set_text_wrap(wrapped_);
    format_set_align(wrapped_, LXW_ALIGN_VERTICAL_TOP);
  }

  void write(const SheetTable& table, const std::string& name) {
    if (failed()) return;
    lxw_worksheet* sheet = workbook_add_worksheet(book_, name.c_str());
    if (sheet == nullptr) return note(LXW_ERROR_SHEETNAME_ALREADY_USED);
    worksheet_freeze_panes(sheet, 1, 0);
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      const auto column = static_cast<lxw_col_t>(c);
      note(worksheet_set_column(sheet, column, column, static_cast<double>(column_width(table, c)),
                                wrapped_));
      note(worksheet_write_string(sheet, 0, column, cell_text(table.columns[c]).c_str(), heading_));
    }
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      for (std::size_t c = 0; c < table.rows[r].size(); ++c) {
        write_cell(sheet, static_cast<lxw_row_t>(r + 1), static_cast<lxw_col_t>(c),
                   table.rows[r][c]);
      }
    }
    if (table.columns.empty()) return;
    note(worksheet_autofilter(sheet, 0, 0, static_cast<lxw_row_t>(table.rows.size()),
                              static_cast<lxw_col_t>(table.columns.size() - 1)));
  }

  void note(lxw_error error) {
    if (first_ == LXW_NO_ERROR) first_ = error;
  }
  bool failed() const { return first_ != LXW_NO_ERROR; }
  lxw_error error() const { return first_; }

 private:
  void write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const SheetCell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell); text != nullptr && !text->empty()) {
      note(worksheet_write_string(sheet, row, column, cell_text(*text).c_str(), wrapped_));
    }
    // What is no number has no place in a number's cell.
    if (const auto* number = std::get_if<double>(&cell);
        number != nullptr && std::isfinite(*number)) {
      note(worksheet_write_number(sheet, row, column, *number, wrapped_));
    }
  }

  lxw_workbook* book_;
  lxw_format* heading_ = nullptr;
  lxw_format* wrapped_ = nullptr;
  lxw_error first_ = LXW_NO_ERROR;
};

Error failure(lxw_error error) {
  const bool full = error == LXW_ERROR_CREATING_TMPFILE || error == LXW_ERROR_ZIP_FILE_OPERATION ||
                    error == LXW_ERROR_ZIP_FILE_ADD || error == LXW_ERROR_ZIP_CLOSE;
  return workbook_error(full ? ErrorCode::kNoSpace : ErrorCode::kIo,
                        std::string("表計算のファイルを作れませんでした（一時フォルダーの空きを"
                                    "確かめてください）: ") +
                            lxw_strerror(error));
}

}  // namespace

Result<std::string> workbook_bytes(const std::vector<SheetTable>& sheets) {
  if (auto fits = check(sheets); !fits) return std::move(fits).error();
  const MemoryFile file;
  if (!file.open()) {
    return workbook_error(ErrorCode::kIo, std::string("表計算のファイルを作れませんでした: ") +
                                              std::generic_category().message(errno));
  }
  // Row by row through files without a name: cells are not kept a second time, and texts stand in
  // the sheets themselves.
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  const std::string path = file.path();
  lxw_workbook* book = workbook_new_opt(path.c_str(), &options);
  if (book == nullptr) return failure(LXW_ERROR_MEMORY_MALLOC_FAILED);
  SheetWriter writer(book);
  lxw_doc_properties properties{};
  properties.created = kFixedDate;
  writer.note(workbook_set_properties(book, &properties));
  const std::vector<std::string> names = valid_sheet_names(sheets);
  for (std::size_t i = 0; i < sheets.size(); ++i) writer.write(sheets[i], names[i]);
  writer.note(workbook_close(book));  // frees it in any case
  if (writer.failed()) return failure(writer.error());
  return file.bytes();
}

}  // namespace kizuki
