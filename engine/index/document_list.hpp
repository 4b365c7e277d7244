// A list of documents in a file: the cases of a part that an update has superseded.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "engine/base/result.hpp"

namespace kizuki {

/// Writes `documents` (ascending, from 1, no doubles). Format: docs/index-format.md. Not synced.
/// Errors: kNoSpace, kPermissionDenied, kIo.
Result<void> write_document_list(const std::filesystem::path& file,
                                 const std::vector<std::uint32_t>& documents);

/// The list, checked to ascend and to name none but 1 … `limit`. Errors: kNotFound, kCorrupt,
/// kVersionMismatch, kPermissionDenied, kIo.
Result<std::vector<std::uint32_t>> read_document_list(const std::filesystem::path& file,
                                                      std::uint32_t limit);

}  // namespace kizuki
