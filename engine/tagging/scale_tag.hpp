// The company's scale and how it came to be known.
#pragma once

#include <string_view>

#include "engine/base/text_span.hpp"
#include "engine/tagging/case_tags.hpp"
#include "engine/tagging/case_text.hpp"

namespace kizuki {

/// A word that tells what a business is.
struct BusinessWordPlace {
  char division = '\0';  // JSIC letter; '\0': none of the words stands there
  TextSpan span;         // bytes of the text
};
/// The most telling of some fifty words (卸, 旅館, 製造, 工事 …) that stand in the text.
BusinessWordPlace find_business_word(std::string_view business);

/// Given (only when `use_given`) → computed by the SME Basic Act from the record's industry and
/// employees → from the number of employees read in the text → unknown. Where the record says no
/// industry, or one too coarse for the Act (the letter I is wholesale or retail), words of the
/// business narrow it. Whatever contradicts the answer is named in `conflicts`: the given tag, the
/// number in the text.
ScaleTag tag_scale(const CaseRecord& record, const CaseText& text, bool use_given);

}  // namespace kizuki
