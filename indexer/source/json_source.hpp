// A JSON document: an array of records, one record, or an envelope around an array of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/source/json_scanner.hpp"
#include "indexer/source/text_record_source.hpp"

namespace kizuki {

/// Splits the document into records by JsonScanner and parses one at a time (open_source says what
/// counts as a record). A record whose end cannot be found (a missing quote or bracket) is refused
/// with its line, and reading resumes at the next line that begins with "{" indented as the records
/// before; where there is none, the same item says that the rest could not be read.
class JsonSource final : public TextRecordSource {
 public:
  JsonSource(TextWindow window, std::string file, std::size_t record_bytes)
      : TextRecordSource(std::move(window), std::move(file), record_bytes) {}

 private:
  enum class Place : std::uint8_t { kTop, kArray, kEnvelope, kEnd };
  using Item = std::optional<SourceItem>;

  // Each returns an item, or nothing when reading has to go on.
  Result<Item> next_item() override;
  Result<Item> at_top(std::optional<char> byte);
  Result<Item> in_array(std::optional<char> byte);
  Result<Item> read_value(JsonScanner scanner);
  Result<Item> scan_value(JsonScanner scanner);
  Item finish_value();
  Item finish_envelope();
  Result<Item> give_up(std::string_view reason);

  void start_value();
  Result<bool> enters_envelope(const JsonScanner& scanner);
  void keep_envelope_text();
  void open_array();
  void close_array();
  Result<std::optional<char>> skip_space();
  void take_byte();
  Result<bool> resume();
  bool resumes_inside(std::string_view text) const;

  Place place_ = Place::kTop;
  bool any_ = false;
  // Between the elements of an array.
  bool behind_element_ = false;
  bool behind_comma_ = false;
  // The value being read: where it starts, and whether it has outgrown the limit.
  std::uint64_t value_line_ = 0;
  bool value_too_long_ = false;
  // White space before the position on its line, nothing behind anything else; and the same at the
  // last value that began a line.
  std::optional<std::size_t> indent_ = 0;
  std::optional<std::size_t> value_indent_;
  // The envelope around the array being read: its scanner, waiting, its text without the elements,
  // to be checked at its end unless it is too long, and where it starts.
  std::optional<JsonScanner> envelope_;
  std::string envelope_text_;
  bool envelope_too_long_ = false;
  std::uint64_t envelope_line_ = 0;
  std::optional<std::size_t> envelope_indent_;
};

}  // namespace kizuki
