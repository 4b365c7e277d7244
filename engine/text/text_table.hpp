// Reads the small tables that come with the analyser.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace kizuki {

/// Hands each line of `content` that is neither empty nor a comment ("#" first) to `take` with its
/// 1-based number; white space around the line and a byte order mark are left out. An error of
/// `take` ends the reading and gets the line number. Errors: kInvalidEncoding, those of `take`.
Result<void> for_each_table_line(
    std::string_view content,
    const std::function<Result<void>(std::string_view line, std::uint64_t number)>& take);

/// The content of a table file, at most 16 MiB. Errors: those of read_file.
Result<std::string> read_table(const std::filesystem::path& path);

}  // namespace kizuki
