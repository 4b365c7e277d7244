// Texts of a workbook's cells.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "indexer/source/office/zip_archive.hpp"

namespace kizuki {

/// Puts the pieces of one text together, told what stands inside <si> or <is>: the runs of a text
/// with several forms are one text, readings above it (<rPh>, furigana) are none of it. "_x000D_"
/// and the like are the characters that they stand for; line ends become "\n".
class StringCollector {
 public:
  void begin(std::string_view element);
  void end(std::string_view element);
  void text(std::string_view piece);
  /// Bytes of the text so far, escapes as they stand.
  std::size_t size() const { return text_.size(); }
  /// The text so far; what follows begins the next one.
  std::string take();

 private:
  bool in_text_ = false;
  std::size_t readings_ = 0;  // elements <rPh> that are open
  std::string text_;
};

/// The texts that the cells of a workbook share, by number.
class SharedStrings {
 public:
  SharedStrings() = default;
  /// Reads an entry of the archive. Errors: those of ZipArchive and XmlParser; kLimitExceeded when
  /// there are more than 128 MiB of texts.
  static Result<SharedStrings> read(const ZipArchive& archive, std::string_view name);

  /// Empty when there is no such number.
  std::string_view at(std::uint64_t number) const;

 private:
  std::string texts_;                // one behind the other
  std::vector<std::uint32_t> ends_;  // of each
};

}  // namespace kizuki
