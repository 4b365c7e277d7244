#include "indexer/source/office/workbook_source.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/source/office/part_reader.hpp"
#include "indexer/source/office/sheet_table.hpp"
#include "indexer/source/office/zip_archive.hpp"

namespace kizuki {
namespace {

constexpr std::uint64_t kMostPartBytes = std::uint64_t{16} << 20U;  // lists of sheets, of formats
constexpr std::size_t kMostSheets = 1'000;

constexpr std::string_view kBookRelations = "xl/_rels/workbook.xml.rels";

struct Sheet {
  std::string name;
  std::string part;  // entry of the archive
};

/// What a part refers to, by id.
class RelationsHandler final : public XmlHandler {
 public:
  struct Relation {
    std::string type;  // its last word: "worksheet", "styles", "sharedStrings"
    std::string target;
  };
  std::map<std::string, Relation, std::less<>> relations;

  void begin(std::string_view name, const XmlAttributes& attributes) override {
    if (name != "Relationship") return;
    const std::string_view type = attributes.find("Type").value_or("");
    std::string_view target = attributes.find("Target").value_or("");
    // Relative to the folder of the part, or with "/" to the archive.
    std::string path =
        target.substr(0, 1) == "/" ? std::string(target.substr(1)) : "xl/" + std::string(target);
    relations[std::string(attributes.find("Id").value_or(""))] = {
        std::string(type.substr(type.rfind('/') + 1)), std::move(path)};
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

  std::string target_of(std::string_view type) const {
    for (const auto& [id, relation] : relations) {
      if (relation.type == type) return relation.target;
    }
    return "";
  }
};

class BookHandler final : public XmlHandler {
 public:
  struct Entry {
    std::string name;
    std::string relation;
    bool visible = true;
  };
  std::vector<Entry> sheets;
  bool from_1904 = false;

  void begin(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "workbookPr") {
      const std::string_view value = attributes.find("date1904").value_or("");
      from_1904 = value == "1" || value == "true";
    } else if (name == "sheet" && sheets.size() < kMostSheets) {
      const std::string_view state = attributes.find("state").value_or("visible");
      sheets.push_back({std::string(attributes.find("name").value_or("")),
                        std::string(attributes.find("id").value_or("")), state == "visible"});
    }
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
};

template <typename Handler>
Result<Handler> read_part(const ZipArchive& archive, std::string_view name) {
  Handler handler;
  if (auto read = read_xml_part(archive, name, kMostPartBytes, handler); !read) {
    return std::move(read).error();
  }
  return handler;
}

class WorkbookSource final : public RecordSource {
 public:
  WorkbookSource(ZipArchive archive, WorkbookContext context, std::vector<Sheet> sheets,
                 std::string file, std::size_t record_bytes)
      : archive_(std::move(archive)),
        context_(std::move(context)),
        sheets_(std::move(sheets)),
        file_bytes_(archive_.size()),
        file_(std::move(file)),
        record_bytes_(record_bytes) {
    for (const Sheet& sheet : sheets_) sheet_bytes_ += archive_.size_of(sheet.part);
  }

  /// Finds the first sheet with text. Errors: those of SheetTable.
  Result<void> start() {
    while (!sheet_ && next_sheet_ < sheets_.size()) {
      if (auto opened = open_next(); !opened) return opened;
      if (sheet_->header().rows == 0) {
        close_sheet();
        continue;
      }
      columns_ = sheet_->header().columns;
      names_sheet_ = std::find(columns_.begin(), columns_.end(), kSheetColumn) == columns_.end();
      fields_ = columns_;
      if (names_sheet_) fields_.emplace_back(kSheetColumn);
    }
    return {};
  }

  Result<std::optional<SourceItem>> next() override {
    if (columns_.empty() && !std::exchange(told_empty_, true)) {
      return std::optional(refused(1, ErrorCode::kInvalidRecord, "ブックが空です"));
    }
    while (sheet_) {
      auto row = sheet_->next();
      if (!row) return std::optional(end_here(row.error()));
      if (row->has_value()) return std::optional(item_of(std::move(**row)));
      close_sheet();
      if (auto found = find_alike(); !found) return std::optional(end_here(found.error()));
    }
    return std::optional<SourceItem>();
  }

  /// By the sheets' bytes, inflated, in the measure of the file's.
  std::uint64_t bytes_read() const override {
    const std::uint64_t read = bytes_done_ + (sheet_ ? sheet_->bytes_read() : 0);
    if (sheet_bytes_ == 0 || read >= sheet_bytes_) return file_bytes_;
    return static_cast<std::uint64_t>(
        static_cast<double>(file_bytes_) *
        (static_cast<double>(read) / static_cast<double>(sheet_bytes_)));
  }
  std::uint64_t bytes_total() const override { return file_bytes_; }
  Encoding encoding() const override { return Encoding::kUtf8; }
  const std::vector<std::string>& columns() const override { return fields_; }
  std::vector<std::string> notes() const override { return notes_; }

 private:
  SourceItem refused(std::uint64_t line, ErrorCode code, std::string message) const {
    SourceItem item;
    item.line = line;
    item.content = Error{code, std::move(message), file_, line, "", ""};
    item.part = part();
    return item;
  }
  /// What was read before a fault of the file stays; nothing behind it can be found.
  SourceItem end_here(const Error& error) {
    SourceItem item =
        refused(last_line_ + 1, error.code, error.message + "（ここから後は読めません）");
    sheet_.reset();
    next_sheet_ = sheets_.size();
    return item;
  }
  /// The sheet's name where it is not the first: rows of that one are named by number alone.
  std::string part() const { return sheet_ && is_further_ ? sheets_[next_sheet_ - 1].name : ""; }

  SourceItem item_of(WorkbookRow row) {
    last_line_ = row.number;
    if (row.too_long) {
      return refused(row.number, ErrorCode::kLimitExceeded,
                     "1件が長すぎます（上限 " + std::to_string(record_bytes_) + " バイト）");
    }
    JsonObject record;
    record.reserve(fields_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      record.emplace_back(columns_[i], Json(std::move(row.cells[i])));
    }
    if (names_sheet_) record.emplace_back(kSheetColumn, Json(sheets_[next_sheet_ - 1].name));
    return {row.number, Json(std::move(record)), part()};
  }

  Result<void> open_next() {
    auto opened = SheetTable::open(archive_, sheets_[next_sheet_].part, context_, record_bytes_);
    if (!opened) return std::move(opened).error();
    sheet_.emplace(*std::move(opened));
    ++next_sheet_;
    last_line_ = 0;
    return {};
  }

  void close_sheet() {
    if (next_sheet_ > 0) bytes_done_ += archive_.size_of(sheets_[next_sheet_ - 1].part);
    sheet_.reset();
  }

  /// Goes to the next sheet with the same columns, noting those that are passed over.
  Result<void> find_alike() {
    while (!sheet_ && next_sheet_ < sheets_.size()) {
      if (auto opened = open_next(); !opened) return opened;
      is_further_ = true;
      if (sheet_->header().columns == columns_) return {};
      if (sheet_->header().rows > 0) {
        notes_.push_back("シート「" + sheets_[next_sheet_ - 1].name +
                         "」は、見出しがはじめのシートと違うので読みませんでした");
      }
      close_sheet();
    }
    return {};
  }

  ZipArchive archive_;
  WorkbookContext context_;
  std::vector<Sheet> sheets_;  // visible ones
  std::uint64_t file_bytes_;
  std::string file_;
  std::size_t record_bytes_;
  std::uint64_t sheet_bytes_ = 0;
  std::uint64_t bytes_done_ = 0;
  std::size_t next_sheet_ = 0;
  std::optional<SheetTable> sheet_;
  std::uint64_t last_line_ = 0;  // of the sheet: the row that was read last
  bool is_further_ = false;      // a sheet behind the first
  bool names_sheet_ = false;     // records say their sheet
  bool told_empty_ = false;
  std::vector<std::string> columns_;  // of the sheets
  std::vector<std::string> fields_;   // of the records
  std::vector<std::string> notes_;
};

}  // namespace

Result<std::unique_ptr<RecordSource>> open_workbook(ZipArchive archive, std::string file,
                                                    std::size_t record_bytes) {
  auto book = read_part<BookHandler>(archive, kWorkbookPart);
  if (!book) return std::move(book).error();
  auto relations = read_part<RelationsHandler>(archive, kBookRelations);
  if (!relations) return std::move(relations).error();

  WorkbookContext context;
  context.from_1904 = book->from_1904;
  if (const std::string part = relations->target_of("styles"); archive.has(part)) {
    auto formats = read_cell_formats(archive, part);
    if (!formats) return std::move(formats).error();
    context.formats = *std::move(formats);
  }
  if (const std::string part = relations->target_of("sharedStrings"); archive.has(part)) {
    auto strings = SharedStrings::read(archive, part);
    if (!strings) return std::move(strings).error();
    context.strings = *std::move(strings);
  }
  std::vector<Sheet> sheets;
  for (const BookHandler::Entry& entry : book->sheets) {
    const auto relation = relations->relations.find(entry.relation);
    if (!entry.visible || relation == relations->relations.end()) continue;
    if (relation->second.type != "worksheet") continue;  // a sheet that is a chart
    sheets.push_back({entry.name, relation->second.target});
  }
  auto source = std::make_unique<WorkbookSource>(std::move(archive), std::move(context),
                                                 std::move(sheets), std::move(file), record_bytes);
  if (auto started = source->start(); !started) return std::move(started).error();
  return std::unique_ptr<RecordSource>(std::move(source));
}

}  // namespace kizuki
