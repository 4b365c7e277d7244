// Time: deadlines for work, time stamps for logs. No result may depend on either.
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>

namespace kizuki {

/// A point in monotonic time after which work should stop between two stages; none by default.
/// Immutable and shared.
class Deadline {
 public:
  Deadline() = default;
  /// A span of years is as good as no deadline, one below zero has passed.
  static Deadline after(std::chrono::milliseconds span) {
    constexpr std::chrono::milliseconds kLongest = std::chrono::hours(24 * 365 * 10);
    Deadline deadline;  // the sum below must fit nanoseconds in 64 bits
    deadline.at_ =
        std::chrono::steady_clock::now() + std::clamp(span, std::chrono::milliseconds(0), kLongest);
    return deadline;
  }
  bool passed() const { return at_ && std::chrono::steady_clock::now() >= *at_; }

 private:
  std::optional<std::chrono::steady_clock::time_point> at_;
};

/// Now in UTC as "2026-01-31T09:08:07Z".
std::string utc_now();

}  // namespace kizuki
