// XML out of an archive.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "engine/base/result.hpp"
#include "indexer/source/office/xml_parser.hpp"
#include "indexer/source/office/zip_archive.hpp"

namespace kizuki {

/// Tells `handler` what stands in the entry `part`, piece by piece: it never lies in memory as a
/// whole. `check`, when there is one, is asked after each piece; its error ends the reading.
/// Errors: those of ZipArchive::open_entry, ZipEntry, XmlParser and `check`.
Result<void> read_xml_part(const ZipArchive& archive, std::string_view part,
                           std::uint64_t limit_bytes, XmlHandler& handler,
                           const std::function<Result<void>()>& check = {});

}  // namespace kizuki
