// Sentences of a case that are marked: what bears know-how, the turning point, and where the page
// was opened.
#pragma once

#include <cstdint>
#include <string_view>

#include "server/web/case_page.hpp"
#include "server/web/html.hpp"

namespace kizuki {

/// The text of a part in paragraphs, a line each, with its marks.
Html print_marked_part(std::string_view text, std::uint32_t part, const CaseMarks& marks);

/// What stands beside it: the know-how that its marked sentences bear, linked both ways.
Html print_knowhow_of_part(std::uint32_t part, const CaseMarks& marks);

/// The questions of the know-how that a case shows; nothing when there are none.
Html print_case_questions(const CaseMarks& marks);

}  // namespace kizuki
