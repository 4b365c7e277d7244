#include "indexer/source/text_record_source.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/utf8.hpp"

namespace kizuki {

Result<std::optional<SourceItem>> TextRecordSource::next() {
  auto item = next_item();
  if (!item) return std::move(item).error().with_file(file_);
  if (*item) {
    if (auto* error = std::get_if<Error>(&(*item)->content)) {
      error->file = file_;
      error->line = (*item)->line;
    }
  }
  return item;
}

const std::vector<std::string>& TextRecordSource::columns() const {
  static const std::vector<std::string> kNone;
  return kNone;
}

SourceItem TextRecordSource::refused(std::uint64_t line, ErrorCode code, std::string message) {
  return {line, Error{code, std::move(message), "", line, "", ""}};
}

SourceItem TextRecordSource::too_long(std::uint64_t line) const {
  return refused(line, ErrorCode::kLimitExceeded,
                 "一件が長すぎます（上限 " + std::to_string(record_bytes_) + " バイト）");
}

SourceItem TextRecordSource::empty_file() {
  return refused(1, ErrorCode::kInvalidRecord, "空のファイルです（事例がありません）");
}

std::optional<SourceItem> TextRecordSource::undecodable(std::uint64_t line,
                                                        std::string_view text) const {
  const std::size_t good = utf8_valid_prefix(text);
  if (good == text.size()) return std::nullopt;
  const auto at = line + static_cast<std::uint64_t>(std::count(
                             text.begin(), text.begin() + static_cast<std::ptrdiff_t>(good), '\n'));
  return refused(line, ErrorCode::kInvalidEncoding,
                 "文字コード " + std::string(encoding_name(encoding())) +
                     " として読めないバイトがあります（" + std::to_string(at) + " 行目）");
}

SourceItem TextRecordSource::record_of_json(std::uint64_t line, std::string_view text) const {
  if (auto item = undecodable(line, text)) return *std::move(item);
  JsonLimits limits;
  limits.text_bytes = record_bytes_;
  auto record = parse_json(text, limits);
  if (!record) {
    Error error = std::move(record).error();
    if (error.line > 1) {
      error.message += "（" + std::to_string(line + error.line - 1) + " 行目）";
    }
    return {line, std::move(error)};
  }
  if (!record->is_object()) {
    return refused(line, ErrorCode::kInvalidRecord, "事例は {…} の形で書いてください");
  }
  return {line, *std::move(record)};
}

}  // namespace kizuki
