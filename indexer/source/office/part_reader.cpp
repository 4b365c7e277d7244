#include "indexer/source/office/part_reader.hpp"

#include <cstddef>
#include <string>
#include <utility>

namespace kizuki {
namespace {

constexpr std::size_t kReadBytes = std::size_t{64} << 10U;

}  // namespace

Result<void> read_xml_part(const ZipArchive& archive, std::string_view part,
                           std::uint64_t limit_bytes, XmlHandler& handler,
                           const std::function<Result<void>()>& check) {
  auto entry = archive.open_entry(part, limit_bytes);
  if (!entry) return std::move(entry).error();
  XmlParser parser(handler);
  std::string piece(kReadBytes, '\0');
  for (;;) {
    const auto got = entry->read(piece.data(), piece.size());
    if (!got) return got.error();
    if (*got == 0) return parser.finish();
    if (auto parsed = parser.feed({piece.data(), *got}); !parsed) return parsed;
    if (!check) continue;
    if (auto fits = check(); !fits) return fits;
  }
}

}  // namespace kizuki
