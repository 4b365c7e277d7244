#include "indexer/source/document/document_source.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

/// What has been read already, handed out once.
class OneItemSource final : public RecordSource {
 public:
  OneItemSource(SourceItem item, std::uint64_t bytes, Encoding encoding)
      : item_(std::move(item)), bytes_(bytes), encoding_(encoding) {}

  Result<std::optional<SourceItem>> next() override { return std::exchange(item_, std::nullopt); }
  std::uint64_t bytes_read() const override { return bytes_; }
  std::uint64_t bytes_total() const override { return bytes_; }
  Encoding encoding() const override { return encoding_; }
  const std::vector<std::string>& columns() const override {
    static const std::vector<std::string> kNone;
    return kNone;
  }

 private:
  std::optional<SourceItem> item_;
  std::uint64_t bytes_;
  Encoding encoding_;
};

SourceItem refused(const DocumentPlace& place, ErrorCode code, std::string message) {
  return {1, Error{code, std::move(message), place.file, 1, "", ""}};
}

std::unique_ptr<RecordSource> one_item(SourceItem item, std::uint64_t bytes, Encoding encoding) {
  return std::make_unique<OneItemSource>(std::move(item), bytes, encoding);
}

/// A line without Markdown's marks of emphasis.
std::string without_marks(std::string_view line) {
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line.substr(i, 2) == "**") {
      ++i;
    } else {
      out += line[i];
    }
  }
  return out;
}

void take_line(std::string_view line, bool& is_first, CaseDocument& document) {
  const std::size_t marks = line.find_first_not_of('#');
  const bool is_heading = marks != std::string_view::npos && marks >= 1 && marks <= 6 &&
                          (line[marks] == ' ' || line.substr(marks, 3) == "\u3000");
  const std::string text = without_marks(is_heading ? line.substr(marks) : line);
  if (is_heading && marks == 1 && is_first) {
    document.title(text);
  } else if (is_heading) {
    document.heading(text);
  } else {
    document.paragraph(text);
  }
  is_first = is_first && document.is_empty() && !is_heading;
}

}  // namespace

std::unique_ptr<RecordSource> document_source(const CaseDocument& document,
                                              const DocumentPlace& place, std::uint64_t file_bytes,
                                              Encoding encoding) {
  if (document.is_empty()) {
    return one_item(refused(place, ErrorCode::kInvalidRecord, "文章がありません"), file_bytes,
                    encoding);
  }
  const std::string name = std::filesystem::path(place.file).stem().string();
  return one_item({1, document.record(document_id(place.place), name)}, file_bytes, encoding);
}

Result<std::unique_ptr<RecordSource>> open_text_document(TextWindow window,
                                                         const DocumentPlace& place,
                                                         std::size_t record_bytes) {
  for (bool more = true; more && window.unread().size() <= record_bytes;) {
    const auto filled = window.fill();
    if (!filled) return filled.error();
    more = *filled;
  }
  const std::string_view text = window.unread();
  const auto refuse = [&](ErrorCode code, std::string message) {
    return one_item(refused(place, code, std::move(message)), window.bytes_total(),
                    window.encoding());
  };
  if (text.size() > record_bytes) {
    return refuse(ErrorCode::kLimitExceeded,
                  "文章が長すぎます（上限 " + std::to_string(record_bytes) + " バイト）");
  }
  if (!utf8_is_valid(text) || text.find('\0') != std::string_view::npos) {
    return refuse(ErrorCode::kInvalidEncoding,
                  "文字コード " + std::string(encoding_name(window.encoding())) +
                      " として読めない文字があります（--encoding を確かめてください）");
  }
  CaseDocument document;
  bool is_first = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    take_line(text.substr(at, end - at), is_first, document);
    at = end + 1;
  }
  return document_source(document, place, window.bytes_total(), window.encoding());
}

}  // namespace kizuki
