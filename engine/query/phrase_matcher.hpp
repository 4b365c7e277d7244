// Where a phrase stands in a case, read from the stored analysis.
#pragma once

#include <string>
#include <vector>

#include "engine/base/text_span.hpp"
#include "engine/index/case_analysis.hpp"
#include "engine/query/query_plan.hpp"

namespace kizuki {

/// Places of `pattern` in `field`, ascending, not overlapping: its terms one behind the other, a
/// compound in the text taken as itself or as its parts, with the same text between them as in the
/// pattern but for white space. So other inflections match (心を開く finds 心を開いた), other
/// particles do not (現場の反発 does not find 現場が反発). What the pattern has before its first
/// and behind its last term must stand there too (十年後 does not find 五年後 nor 十年前). `terms`
/// are those of the case. A place reaches from the first to the last word that holds a term, and
/// over that text. Time: field times pattern at worst.
std::vector<TextSpan> find_phrase(const PhrasePattern& pattern, const AnalyzedField& field,
                                  const std::vector<std::string>& terms);

}  // namespace kizuki
