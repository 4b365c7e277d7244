#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "indexer/source/csv_source.hpp"
#include "indexer/source/document/document_source.hpp"
#include "indexer/source/encoding_detection.hpp"
#include "indexer/source/json_lines_source.hpp"
#include "indexer/source/json_source.hpp"
#include "indexer/source/office_source.hpp"
#include "indexer/source/record_source.hpp"
#include "indexer/source/text_window.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kLargestRecord = std::size_t{1} << 30;

enum class FileKind : std::uint8_t { kJsonLines, kJson, kCsv, kTsv, kText };

/// In lower case.
std::string ending_of(const std::string& name) {
  std::string ending = std::filesystem::path(name).extension().string();
  for (char& c : ending) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return ending;
}

std::optional<FileKind> kind_by_ending(const std::string& name) {
  const std::string ending = ending_of(name);
  if (ending == ".jsonl" || ending == ".ndjson") return FileKind::kJsonLines;
  if (ending == ".json") return FileKind::kJson;
  if (ending == ".csv") return FileKind::kCsv;
  if (ending == ".tsv") return FileKind::kTsv;
  if (ending == ".md") return FileKind::kText;
  return std::nullopt;
}

/// By the first bytes: JSON begins with a bracket (which covers JSON Lines too), a first line with
/// a separator in it is CSV. What is neither is prose, and taken as such when the file's `name`
/// says that it is text.
Result<FileKind> kind_by_content(TextWindow& window, const std::string& name) {
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
  if (ending_of(name) == ".txt") return FileKind::kText;
  return Error{
      ErrorCode::kInvalidArgument,
      "JSON、JSON Lines、CSV のどれでもないようです。これらの形であれば、ファイル名の終わりを "
      ".json、.jsonl、.csv、.tsv のどれかにしてください。1つの報告の文章であれば .txt か .md に"
      "してください",
      "",
      0,
      "",
      ""};
}

Result<std::unique_ptr<RecordSource>> open_reader(std::unique_ptr<ByteSource> bytes,
                                                  DocumentPlace place,
                                                  const SourceOptions& options) {
  const std::size_t record_bytes = std::min(options.record_bytes, kLargestRecord);
  const auto office = is_office_file(*bytes);
  if (!office) return office.error();
  if (*office) return open_office_file(*bytes, std::move(place), record_bytes);
  const auto encoding = detect_encoding(*bytes, options.encoding);
  if (!encoding) return encoding.error();
  std::string name = place.file;
  auto window =
      TextWindow::open(std::move(bytes), *encoding, std::max(options.read_bytes, std::size_t{1}));
  if (!window) return std::move(window).error();
  auto kind = kind_by_ending(name);
  if (!kind) {
    const auto guessed = kind_by_content(*window, name);
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
    case FileKind::kText:
      return open_text_document(*std::move(window), place, record_bytes);
  }
  return Error{};
}

Result<std::unique_ptr<RecordSource>> open_at(std::unique_ptr<ByteSource> bytes,
                                              DocumentPlace place, const SourceOptions& options) {
  auto source = open_reader(std::move(bytes), place, options);
  if (!source) return std::move(source).error().with_file(std::move(place.file));
  return source;
}

}  // namespace

Result<std::unique_ptr<RecordSource>> open_source(std::unique_ptr<ByteSource> bytes,
                                                  std::string name, const SourceOptions& options) {
  DocumentPlace place{name, std::move(name)};
  return open_at(std::move(bytes), std::move(place), options);
}

Result<std::unique_ptr<RecordSource>> open_source(const std::filesystem::path& path,
                                                  const SourceOptions& options) {
  auto bytes = open_file_bytes(path);
  if (!bytes) return std::move(bytes).error();
  std::error_code failure;
  auto place = std::filesystem::absolute(path, failure).lexically_normal();
  if (failure) place = path;
  return open_at(*std::move(bytes), {path.string(), place.string()}, options);
}

}  // namespace kizuki
