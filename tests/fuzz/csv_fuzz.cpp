// Any bytes as a CSV file: every row read has the file's columns and valid text, lines go up, and
// nothing depends on where one read of the file ends. The first byte chooses the encoding and the
// size of a read.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/utf8.hpp"
#include "indexer/source/record_source.hpp"

namespace kizuki {
namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void check_record(const Json& record, const std::vector<std::string>& columns) {
  const JsonObject& cells = record.as_object();
  require(cells.size() == columns.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    require(cells[i].first == columns[i] && !columns[i].empty());
    const std::string& text = cells[i].second.as_string();
    require(utf8_is_valid(text) && text.find('\0') == std::string::npos);
  }
}

/// All items on a line each.
std::string read_all(std::string_view bytes, const SourceOptions& options) {
  auto source = open_source(memory_bytes(std::string(bytes)), "fuzz.csv", options);
  if (!source) return source.error().describe();
  std::string all;
  std::uint64_t line = 0;
  for (;;) {
    const auto item = (*source)->next();
    require(item.has_value());
    if (!*item) return all;
    require((*item)->line > line);
    line = (*item)->line;
    all += std::to_string(line) + " ";
    if (const auto* record = std::get_if<Json>(&(*item)->content)) {
      check_record(*record, (*source)->columns());
      all += record->dump() + "\n";
    } else {
      all += std::get<Error>((*item)->content).describe() + "\n";
    }
  }
}

}  // namespace
}  // namespace kizuki

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  kizuki::SourceOptions options;
  options.record_bytes = 200;
  if (data[0] % 8 < 4) options.encoding = static_cast<kizuki::Encoding>(data[0] % 4);
  const std::string whole = kizuki::read_all(bytes, options);
  options.read_bytes = 1 + data[0] / 8;
  kizuki::require(kizuki::read_all(bytes, options) == whole);
  return 0;
}
