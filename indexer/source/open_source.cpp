#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/source/csv_source.hpp"
#include "indexer/source/encoding_detection.hpp"
#include "indexer/source/json_lines_source.hpp"
#include "indexer/source/json_source.hpp"
#include "indexer/source/record_source.hpp"
#include "indexer/source/text_window.hpp"
#include "indexer/source/workbook/workbook_source.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kLargestRecord = std::size_t{1} << 30;

enum class FileKind : std::uint8_t { kJsonLines, kJson, kCsv, kTsv };

std::optional<FileKind> kind_by_ending(const std::string& name) {
  std::string ending = std::filesystem::path(name).extension().string();
  for (char& c : ending) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (ending == ".jsonl" || ending == ".ndjson") return FileKind::kJsonLines;
  if (ending == ".json") return FileKind::kJson;
  if (ending == ".csv") return FileKind::kCsv;
  if (ending == ".tsv") return FileKind::kTsv;
  return std::nullopt;
}

/// By the first bytes: JSON begins with a bracket (which covers JSON Lines too), a first line with
/// a separator in it is CSV.
Result<FileKind> kind_by_content(TextWindow& window) {
  constexpr std::size_t kBytesToJudge = 4096;
  bool more = true;
  while (more && window.unread().size() < kBytesToJudge) {
    const auto filled = window.fill();
    if (!filled) return filled.error();
    more = *filled;
  }
  const std::string_view text = window.unread().substr(0, kBytesToJudge);
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return FileKind::kJsonLines;  // any reader says "empty"
  if (text[first] == '{' || text[first] == '[') return FileKind::kJson;
  const std::string_view line = text.substr(first, text.find_first_of("\r\n", first) - first);
  if (line.find_first_of(",\t;") != std::string_view::npos) return FileKind::kCsv;
  return Error{
      ErrorCode::kInvalidArgument,
      "JSON、JSON Lines、CSV のどれでもないようです。これらの形であれば、ファイル名の終わりを "
      ".json、.jsonl、.csv、.tsv のどれかにしてください。文章だけのファイルは読めません"
      "（{\"id\": \"…\", \"text\": \"文章\"} の形にし、--profile plain を付けると読めます）",
      "",
      0,
      "",
      ""};
}

/// Whether the file begins as ZIP archives do, workbooks among them. Goes back to its first byte.
Result<bool> is_archive(ByteSource& bytes) {
  constexpr std::string_view kMagic = "PK\x03\x04";
  std::string head(kMagic.size(), '\0');
  std::size_t have = 0;
  while (have < head.size()) {
    const auto got = bytes.read(head.data() + have, head.size() - have);
    if (!got) return got.error();
    if (*got == 0) break;
    have += *got;
  }
  if (auto rewound = bytes.rewind(); !rewound) return std::move(rewound).error();
  return head == kMagic;
}

Result<std::unique_ptr<RecordSource>> open_reader(std::unique_ptr<ByteSource> bytes,
                                                  std::string name, const SourceOptions& options) {
  const auto archive = is_archive(*bytes);
  if (!archive) return archive.error();
  if (*archive) {
    return open_workbook(*bytes, std::move(name), std::min(options.record_bytes, kLargestRecord));
  }
  const auto encoding = detect_encoding(*bytes, options.encoding);
  if (!encoding) return encoding.error();
  const std::size_t record_bytes = std::min(options.record_bytes, kLargestRecord);
  auto window =
      TextWindow::open(std::move(bytes), *encoding, std::max(options.read_bytes, std::size_t{1}));
  if (!window) return std::move(window).error();
  auto kind = kind_by_ending(name);
  if (!kind) {
    const auto guessed = kind_by_content(*window);
    if (!guessed) return guessed.error();
    kind = *guessed;
  }
  switch (*kind) {
    case FileKind::kJsonLines:
      return std::unique_ptr<RecordSource>(
          std::make_unique<JsonLinesSource>(*std::move(window), std::move(name), record_bytes));
    case FileKind::kJson:
      return std::unique_ptr<RecordSource>(
          std::make_unique<JsonSource>(*std::move(window), std::move(name), record_bytes));
    case FileKind::kCsv:
      return CsvSource::open(*std::move(window), std::move(name), record_bytes, std::nullopt);
    case FileKind::kTsv:
      return CsvSource::open(*std::move(window), std::move(name), record_bytes, '\t');
  }
  return Error{};
}

}  // namespace

Result<std::unique_ptr<RecordSource>> open_source(std::unique_ptr<ByteSource> bytes,
                                                  std::string name, const SourceOptions& options) {
  auto source = open_reader(std::move(bytes), name, options);
  if (!source) return std::move(source).error().with_file(std::move(name));
  return source;
}

Result<std::unique_ptr<RecordSource>> open_source(const std::filesystem::path& path,
                                                  const SourceOptions& options) {
  auto bytes = open_file_bytes(path);
  if (!bytes) return std::move(bytes).error();
  return open_source(*std::move(bytes), path.string(), options);
}

}  // namespace kizuki
