// Any bytes as a report: in Markdown, and as the body of a document of a word processor. What comes
// out is one record of valid text in the form of a case, or one refusal.
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

void read_one(std::string bytes, const char* name) {
  SourceOptions options;
  options.record_bytes = 2'000;
  auto source = open_source(memory_bytes(std::move(bytes)), name, options);
  if (!source) return;
  const auto item = (*source)->next();
  require(item.has_value() && item->has_value());
  if (const auto* record = std::get_if<Json>(&(*item)->content)) {
    require(utf8_is_valid(record->dump()));
    require(!record->string_or("title", "").empty());
    const Json* sections = record->find("sections");
    require(sections != nullptr && !sections->as_array().empty());
    require(sections->as_array().size() <= 200);
  }
  const auto end = (*source)->next();
  require(end.has_value() && !end->has_value());
}

}  // namespace
}  // namespace kizuki

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  kizuki::read_one(bytes, "fuzz.md");
  kizuki::read_one(kizuki::make_zip({{"word/document.xml", "<d>" + bytes + "</d>"},
                                     {"word/footnotes.xml", "<d>" + bytes + "</d>"}}),
                   "fuzz.docx");
  return 0;
}
