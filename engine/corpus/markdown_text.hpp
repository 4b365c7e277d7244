// The words of a Markdown text without its marks.
#pragma once

#include <string>
#include <string_view>

namespace kizuki {

/// `text` with links and images replaced by their label, emphasis and code marks, heading marks and
/// HTML tags taken out ("<br>" becomes a line end), backslash escapes resolved, and no more than
/// one empty line in a row. A light reading of CommonMark for prose, linear in the length.
std::string markdown_to_text(std::string_view text);

}  // namespace kizuki
