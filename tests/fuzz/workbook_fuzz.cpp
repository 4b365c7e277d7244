// Any bytes as a workbook, or as the rows of a sheet in one: what comes out are objects of valid
// text and refusals with a line, and reading ends.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/base/utf8.hpp"
#include "indexer/source/record_source.hpp"
#include "tests/support/make_workbook.hpp"

namespace kizuki {
namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void read_all(std::string bytes) {
  SourceOptions options;
  options.record_bytes = 200;
  auto source = open_source(memory_bytes(std::move(bytes)), "fuzz.xlsx", options);
  if (!source) return;
  for (;;) {
    const auto item = (*source)->next();
    require(item.has_value());
    if (!*item) break;
    require((*item)->line > 0);
    if (const auto* record = std::get_if<Json>(&(*item)->content)) {
      require(record->is_object() && utf8_is_valid(record->dump()));
    } else {
      require(!std::get<Error>((*item)->content).message.empty());
    }
  }
  require((*source)->bytes_read() <= (*source)->bytes_total());
}

}  // namespace
}  // namespace kizuki

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.rfind("PK", 0) == 0) {
    kizuki::read_all(bytes);
  } else {
    kizuki::MadeWorkbook book;
    book.sheets = {{"a", bytes}, {"b", bytes}};
    book.strings = "<si><t>x</t></si>";
    book.styles = R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="46"/></cellXfs>)";
    kizuki::read_all(kizuki::make_workbook(book));
  }
  return 0;
}
