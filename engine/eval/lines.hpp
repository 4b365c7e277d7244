// Lines and columns of the plain text files that evaluation exchanges.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace kizuki {

/// Hands each line of `text` to `take` with its 1-based number, without its ending (LF or CR LF),
/// and stops at the first error; that error gets `file` = `name` and `line`. A last line without an
/// ending counts, an empty rest behind the last ending does not.
Result<void> for_each_line(
    std::string_view text, std::string_view name,
    const std::function<Result<void>(std::string_view line, std::uint64_t number)>& take);

/// The parts of `line` between tabs; always at least one.
std::vector<std::string_view> split_tabs(std::string_view line);

/// The parts of `line` between runs of blanks and tabs; none is empty.
std::vector<std::string_view> split_blanks(std::string_view line);

}  // namespace kizuki
