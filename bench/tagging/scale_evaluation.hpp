// How often is the scale of a company right?
#pragma once

#include <vector>

#include "engine/base/result.hpp"
#include "engine/corpus/case_record.hpp"

namespace kizuki {

/// Prints table rows: the scale that the tagger says against the one that the author gave, which it
/// does not see, with the employees of the record, and with them taken away so that only the text
/// can tell. Cases without a given scale are left out. Errors: those of the text reader.
Result<void> print_scale_rows(const std::vector<CaseRecord>& cases);

}  // namespace kizuki
