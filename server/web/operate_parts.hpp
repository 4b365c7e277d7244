// What the pages 運用 have in common.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/web/html.hpp"

namespace kizuki {

/// Heading and tabs; `path`: which page this is.
void print_operate_head(std::string_view path, std::string_view summary, Html& out);

/// A table that scrolls by itself on a narrow screen. A column whose name begins with "#" holds
/// numbers.
void begin_operate_table(std::string_view caption, const std::vector<std::string_view>& columns,
                         Html& out);
void end_operate_table(Html& out);

/// "2026-01-31T09:08:07Z" → "2026-01-31 09:08:07".
std::string shown_time(std::string_view time);

/// A notice of something that was refused; nothing for an empty text.
void print_problem(std::string_view problem, Html& out);

}  // namespace kizuki
