// What a candidate of a run is like: the cards and other candidates that tell nearly the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/essence/case_sentences.hpp"
#include "engine/essence/near_groups.hpp"
#include "engine/essence_run/essence_report.hpp"

namespace kizuki {

/// Of an item so many sentences are compared, the best first.
inline constexpr std::size_t kMostComparedSentences = 40;

/// By candidate (place in KnowHowResult::items) the items that are near it, the nearest first, at
/// most `most`. Reads the report's quotes, no case. Errors: the analyser's.
Result<std::map<std::uint32_t, std::vector<NearGroup>>> near_know_how(const EssenceReport& report,
                                                                      CaseSentenceReader& reader,
                                                                      std::size_t most);

}  // namespace kizuki
