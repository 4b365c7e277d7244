// The texts of a stored case, without the rest of its analysis.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/index/analysis_store_writer.hpp"

namespace kizuki {

/// Fills `texts` with the texts of all fields in order: views into `record`. A tenth of what
/// decode_case_analysis costs, which makes terms and copies. Any bytes are safe to give; the texts
/// of a record that was not written by encode_case_analysis may be no valid UTF-8. Errors:
/// kCorrupt.
Result<void> read_record_texts(const RecordStreams& record, std::vector<std::string_view>& texts);

}  // namespace kizuki
