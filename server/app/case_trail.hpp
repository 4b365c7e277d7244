// Where a case stands among the hits that it was opened from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "server/app/hit_trails.hpp"
#include "server/app/worker_desk.hpp"

namespace kizuki {

/// Counted over the hits that the reader may see now: one that he may not is passed over, and
/// neither number nor total tells of it.
struct TrailStep {
  std::string token;
  std::uint64_t number = 0;  // of the hit, from 1
  std::uint64_t total = 0;
  bool total_is_estimate = false;
  std::string previous;  // ids of cases; empty: none on the page of hits
  std::string next;
};

/// Nothing when the case is none of the hits. Reads each case of the page of hits once. Errors:
/// ReaderScope::read.
Result<std::optional<TrailStep>> trail_step(const Reading& reading, const HitTrail& trail,
                                            std::string_view token, std::string_view id);

}  // namespace kizuki
