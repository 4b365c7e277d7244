// Does a person's look at uncertain tags help with cases that nobody has looked at?
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/corpus/case_record.hpp"
#include "engine/tagging/training/sample_data.hpp"

namespace kizuki {

/// For a style that the model has not seen: every other case of it gets `rounds` rounds of ten
/// verdicts, each time on the issues nearest to one half; an overlay is trained, and the other half
/// of the cases is scored. Prints a row a round: F1 and calibration error of the unjudged half.
Result<void> print_curator_rows(const SampleData& corpus, const std::string& name,
                                const std::vector<CaseRecord>& train,
                                const std::vector<CaseRecord>& unseen, std::size_t rounds);

}  // namespace kizuki
