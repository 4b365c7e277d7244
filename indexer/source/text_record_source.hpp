// What the readers of text formats share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/source/record_source.hpp"
#include "indexer/source/text_window.hpp"

namespace kizuki {

/// A source that reads its records out of a TextWindow. next() names the file in every error.
class TextRecordSource : public RecordSource {
 public:
  Result<std::optional<SourceItem>> next() final;
  std::uint64_t bytes_read() const final { return window_.bytes_read(); }
  std::uint64_t bytes_total() const final { return window_.bytes_total(); }
  Encoding encoding() const final { return window_.encoding(); }
  const std::vector<std::string>& columns() const override;

 protected:
  TextRecordSource(TextWindow window, std::string file, std::size_t record_bytes)
      : window_(std::move(window)), file_(std::move(file)), record_bytes_(record_bytes) {}

  virtual Result<std::optional<SourceItem>> next_item() = 0;

  static SourceItem refused(std::uint64_t line, ErrorCode code, std::string message);
  /// The item of a record over the limit.
  SourceItem too_long(std::uint64_t line) const;
  /// The item of a file without any text.
  static SourceItem empty_file();
  /// Why `text`, which starts on `line`, is no text in this encoding; nothing when it is.
  std::optional<SourceItem> undecodable(std::uint64_t line, std::string_view text) const;
  /// The record written as JSON in `text`.
  SourceItem record_of_json(std::uint64_t line, std::string_view text) const;

  TextWindow window_;
  std::string file_;
  std::size_t record_bytes_;
};

}  // namespace kizuki
