// Small tables in files: tab-separated, a header line, no quoting.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace kizuki {

/// One line of a table: as many cells as the header has columns.
struct TsvRow {
  std::uint64_t line = 0;  // 1-based line of the file
  std::vector<std::string> cells;
};

/// Reads a UTF-8 table of at most 16 MiB whose header is exactly `columns`. Line ends may be LF or
/// CRLF; an empty last line is no row. Errors: those of read_file; kCorrupt with file and line
/// (not UTF-8, other header, other number of cells).
Result<std::vector<TsvRow>> read_tsv(const std::filesystem::path& path,
                                     const std::vector<std::string_view>& columns);

/// kCorrupt for what a table's row says, naming file and line.
Error tsv_error(const std::filesystem::path& path, std::uint64_t line, std::string message);

}  // namespace kizuki
