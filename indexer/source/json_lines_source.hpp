// JSON Lines: a record a line.
#pragma once

#include "indexer/source/text_record_source.hpp"

namespace kizuki {

/// Lines end with LF (a CR before it is white space); the last one need not. A line over the limit
/// is refused and passed over in the memory of one record.
class JsonLinesSource final : public TextRecordSource {
 public:
  JsonLinesSource(TextWindow window, std::string file, std::size_t record_bytes)
      : TextRecordSource(std::move(window), std::move(file), record_bytes) {}

 private:
  Result<std::optional<SourceItem>> next_item() override;
  Result<bool> read_line(bool& cut);

  bool any_ = false;
};

}  // namespace kizuki
