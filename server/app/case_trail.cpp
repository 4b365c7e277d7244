#include "server/app/case_trail.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace kizuki {

Result<std::optional<TrailStep>> trail_step(const Reading& reading, const HitTrail& trail,
                                            std::string_view token, std::string_view id) {
  if (std::find(trail.ids.begin(), trail.ids.end(), id) == trail.ids.end()) {
    return std::optional<TrailStep>();
  }
  std::vector<std::string> seen;
  for (const std::string& hit : trail.ids) {
    const auto read = reading.scope.read(*reading.library, hit);
    if (!read && read.error().code != ErrorCode::kNotFound) return read.error();
    if (read) seen.push_back(hit);
  }
  const auto here = std::find(seen.begin(), seen.end(), id);
  if (here == seen.end()) return std::optional<TrailStep>();
  TrailStep step;
  step.token = token;
  const auto place = static_cast<std::size_t>(here - seen.begin());
  const std::uint64_t hidden = trail.ids.size() - seen.size();
  step.number = trail.request.offset + place + 1;
  step.total = std::max<std::uint64_t>(trail.total - std::min(trail.total, hidden), step.number);
  step.total_is_estimate = trail.total_is_estimate;
  if (place > 0) step.previous = seen[place - 1];
  if (place + 1 < seen.size()) step.next = seen[place + 1];
  return std::optional<TrailStep>(std::move(step));
}

}  // namespace kizuki
