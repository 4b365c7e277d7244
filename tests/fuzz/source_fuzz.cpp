// Any bytes as JSON Lines, as a JSON document and as a file of unknown kind, in a guessed encoding:
// records are objects of valid text, and nothing depends on where one read of the file ends. The
// first byte chooses the kind and the size of a read.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/base/utf8.hpp"
#include "indexer/source/record_source.hpp"

namespace kizuki {
namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

/// All items on a line each.
std::string read_all(std::string_view bytes, const char* name, const SourceOptions& options) {
  auto source = open_source(memory_bytes(std::string(bytes)), name, options);
  if (!source) return source.error().describe();
  std::string all;
  for (;;) {
    const auto item = (*source)->next();
    require(item.has_value());
    if (!*item) break;
    require((*item)->line > 0);
    all += std::to_string((*item)->line) + " ";
    if (const auto* record = std::get_if<Json>(&(*item)->content)) {
      require(record->is_object());
      all += record->dump() + "\n";
    } else {
      const Error& error = std::get<Error>((*item)->content);
      require(!error.message.empty() && error.file == name && error.line == (*item)->line);
      all += error.describe() + "\n";
    }
  }
  require(utf8_is_valid(all));
  require((*source)->bytes_read() <= (*source)->bytes_total());
  return all;
}

}  // namespace
}  // namespace kizuki

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const char* const names[] = {"fuzz.jsonl", "fuzz.json", "fuzz"};
  const char* const name = names[data[0] % 3];
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  kizuki::SourceOptions options;
  options.record_bytes = 200;
  const std::string whole = kizuki::read_all(bytes, name, options);
  options.read_bytes = 1 + data[0] / 3;
  kizuki::require(kizuki::read_all(bytes, name, options) == whole);
  return 0;
}
